package dev.fixway.providers;

import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Symbol;

/// A venue behind a network, with what can go wrong there.
public interface RemoteVenue extends TestVenue {

    /// What becomes of the next submission.
    enum Failure {
        LOST_REQUEST,
        LOST_REPLY,
        SILENCE,
        SILENCE_TAKEN,
        ERROR,
        ERROR_TAKEN,
        UNREADABLE,
        TRUNCATED,
        REFUSAL,
        RATE_LIMIT;

        /// Whether the venue has the order all the same.
        boolean isTaken() {
            return switch (this) {
                case LOST_REPLY, SILENCE_TAKEN, ERROR_TAKEN, UNREADABLE, TRUNCATED -> true;
                case LOST_REQUEST, SILENCE, ERROR, REFUSAL, RATE_LIMIT -> false;
            };
        }

        /// Whether the venue says so.
        boolean isSaid() {
            return this == REFUSAL || this == RATE_LIMIT;
        }
    }

    void fail(Failure failure);

    /// Cuts the stream once; it can be had again.
    void cutStream();

    /// The next events of the stream are left out, come twice and in the wrong order.
    void garbleStream();

    /// The whole venue goes away; its state stays.
    void goDown();

    /// It comes back where it was.
    void comeUp();

    /// A fill, whatever became of the order.
    void fill(RouteId routeId, Qty lastQty);

    /// An order that rests on the account without having come from us.
    void placeElsewhere(String clientId, Symbol symbol, Qty orderQty);
}
