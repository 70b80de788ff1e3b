package dev.fixway.providers.alpaca;

import org.jspecify.annotations.Nullable;

/// One thing that goes wrong with requests to the stand-in.
///
/// - `on`: which requests; null means all
/// - `about`: client id, venue id or symbol; null means any
/// - `times`: how many requests
/// - `millis`: how long, where the kind takes time
/// - `answer`: what is answered, where the kind leaves that open
public record PaperFault(Kind kind, @Nullable On on, @Nullable String about, int times, int millis,
        @Nullable Answer answer) {

    /// What goes wrong.
    public enum Kind {
        // The connection is cut before the request is taken.
        LOST_REQUEST,
        // The request is taken, the connection is cut.
        LOST_REPLY,
        // The request is taken at once and answered after `millis`.
        SLOW_REPLY,
        // The order is taken, filled whole, told, and answered `millis` later.
        REPLY_AFTER_FILL,
        // Not taken, answered with `answer`.
        REFUSED,
        // Taken, answered with `answer` all the same.
        TAKEN_BUT,
        // 429 with X-RateLimit-Reset `millis` ahead and no Retry-After.
        RATE_LIMIT,
        // Taken; a 2xx with something that is not JSON.
        UNREADABLE,
        // Taken; a 2xx that breaks off in its middle.
        TRUNCATED,
        // Never answered, not taken.
        SILENT,
        // Never answered, taken.
        SILENT_TAKEN,
        // A look-up finds nothing although it is there.
        HIDDEN,
        // A cancel or replace is taken; `confirm` or `refuse` says later what becomes of it.
        HELD,
        // An order is taken and stays `accepted`, as outside of market hours, until `open`.
        WAITING,
        // An order is taken, and rejected by the exchange right after the answer.
        REJECTED_LATER
    }

    /// Kinds of requests.
    public enum On {
        SUBMIT,
        REPLACE,
        CANCEL,
        CANCEL_ALL,
        LOOK_UP,
        LIST,
        FILLS,
        ACCOUNT,
        POSITIONS,
        DATA
    }

    /// - `body`: JSON or anything else
    public record Answer(int status, String body) {}

    public static PaperFault next(Kind kind, On on) {
        return new PaperFault(kind, on, null, 1, 0, null);
    }

    /// A refusal with the venue's code and words.
    public static PaperFault refusal(On on, int status, int code, String message) {
        return next(Kind.REFUSED, on).answer(status, "{\"code\":" + code + ",\"message\":\"" + message + "\"}");
    }

    public PaperFault answer(int status, String body) {
        return new PaperFault(kind, on, about, times, millis, new Answer(status, body));
    }

    public PaperFault about(String clientIdOrSymbol) {
        return new PaperFault(kind, on, clientIdOrSymbol, times, millis, answer);
    }

    public PaperFault times(int newTimes) {
        return new PaperFault(kind, on, about, newTimes, millis, answer);
    }

    public PaperFault millis(int newMillis) {
        return new PaperFault(kind, on, about, times, newMillis, answer);
    }

    boolean fits(On request, @Nullable PaperOrder order, @Nullable String clientId) {
        boolean isMeant = about == null || about.equals(clientId)
                || (order != null && (about.equals(order.clientId()) || about.equals(order.id())
                        || about.equals(order.symbol())));
        return (on == null || on == request) && isMeant;
    }

    /// Whether the request is carried out all the same.
    boolean isTaken() {
        return switch (kind) {
            case LOST_REPLY, SLOW_REPLY, REPLY_AFTER_FILL, TAKEN_BUT, UNREADABLE, TRUNCATED, SILENT_TAKEN, HELD,
                    WAITING, REJECTED_LATER ->
                true;
            case LOST_REQUEST, REFUSED, RATE_LIMIT, SILENT, HIDDEN -> false;
        };
    }
}
