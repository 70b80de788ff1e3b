package dev.fixway.providers.wire;

import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.ProviderException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the reply to an order, or to a change of one, says and no more: only the venue's own words make a rejection,
/// what was not sent is rejected too, and everything else is doubt.
public final class OrderReply {
    private static final Logger LOG = LoggerFactory.getLogger(OrderReply.class);
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;

    private OrderReply() {}

    /// - `taken`: reads the answer that it was taken; an answer that it cannot read (it throws) is doubt
    /// - `refused`: reads the venue's no; null when these are not the venue's words
    public static Outcome outcome(RouteId routeId, Reply reply, Function<Reply.Answered, Outcome> taken,
            Function<Reply.Answered, @Nullable Outcome> refused) {
        return switch (reply) {
            case Reply.NotSent(String cause) -> new Outcome.Rejected(routeId, RejectReason.NOT_SENT, cause);
            case Reply.Held(var again) -> new Outcome.Rejected(routeId, RejectReason.RATE_LIMITED,
                    "the venue's rate limit is reached; again in " + (again.toMillis() + 999) / 1_000 + " s");
            case Reply.Unknown(String cause) -> new Outcome.Unknown(routeId, cause);
            case Reply.Answered answered when answered.isSuccess() -> taken(routeId, answered, taken);
            case Reply.Answered(int status, _) when status == TOO_MANY -> new Outcome.Rejected(routeId,
                    RejectReason.RATE_LIMITED, "the venue's rate limit is reached");
            case Reply.Answered answered when isRefusal(answered.status()) -> {
                Outcome outcome = refused.apply(answered);
                yield outcome != null
                        ? outcome
                        : new Outcome.Unknown(routeId, "status " + answered.status() + " not in the venue's words");
            }
            case Reply.Answered(int status, _) -> new Outcome.Unknown(routeId, "status " + status);
        };
    }

    /// Whether the venue may have said no: who ran out of time says nothing about the order, whatever the words.
    private static boolean isRefusal(int status) {
        return status >= 400 && status < 500 && status != TIMED_OUT;
    }

    private static Outcome taken(RouteId routeId, Reply.Answered answered, Function<Reply.Answered, Outcome> taken) {
        try {
            return taken.apply(answered);
        } catch (ProviderException | IllegalArgumentException e) {
            LOG.warn("answer to an order cannot be read routeId={} cause={}", routeId, e.toString());
            return new Outcome.Unknown(routeId, "unreadable answer with status " + answered.status());
        }
    }
}
