package dev.fixway.providers.standin;

import org.jspecify.annotations.Nullable;

/// One thing that goes wrong with requests to the stand-in.
///
/// - `on`: which requests; null means all
/// - `about`: client id or symbol; null means any
/// - `times`: how many requests
/// - `millis`: how long, where the kind takes time
public record Fault(Kind kind, @Nullable On on, @Nullable String about, int times, int millis) {

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
        // 422.
        REJECT,
        // 429.
        RATE_LIMIT,
        // 500, not taken.
        ERROR_NOT_TAKEN,
        // 500, taken.
        ERROR_TAKEN,
        // Taken; a 2xx with something that is not JSON.
        UNREADABLE,
        // Taken; a 2xx that breaks off in its middle.
        TRUNCATED,
        // Never answered, not taken.
        SILENT,
        // Never answered, taken.
        SILENT_TAKEN,
        // A cancel or replace is refused as too late, although the order is open.
        TOO_LATE,
        // A cancel or replace is taken; `confirm` or `refuse` says later what becomes of it.
        HELD,
        // An order is taken without a word on the stream: `ack` or `reject` follow by hand.
        NO_ACK,
        // The same, and the request is never answered.
        SILENT_NO_ACK
    }

    /// Kinds of requests.
    public enum On {
        SUBMIT,
        REPLACE,
        CANCEL,
        LOOK_UP,
        LIST
    }

    public static Fault next(Kind kind, On on) {
        return new Fault(kind, on, null, 1, 0);
    }

    /// The same for one client id or symbol.
    public Fault about(String clientIdOrSymbol) {
        return new Fault(kind, on, clientIdOrSymbol, times, millis);
    }

    public Fault times(int newTimes) {
        return new Fault(kind, on, about, newTimes, millis);
    }

    public Fault millis(int newMillis) {
        return new Fault(kind, on, about, times, newMillis);
    }

    boolean fits(On request, @Nullable String clientId, @Nullable String symbol) {
        return (on == null || on == request) && (about == null || about.equals(clientId) || about.equals(symbol));
    }

    /// Whether the request is carried out all the same.
    boolean isTaken() {
        return switch (kind) {
            case LOST_REPLY, SLOW_REPLY, REPLY_AFTER_FILL, ERROR_TAKEN, UNREADABLE, TRUNCATED, SILENT_TAKEN, HELD,
                    NO_ACK, SILENT_NO_ACK ->
                true;
            case LOST_REQUEST, REJECT, RATE_LIMIT, ERROR_NOT_TAKEN, SILENT, TOO_LATE -> false;
        };
    }
}
