package dev.fixway.engine.order;

import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Party;
import java.time.Duration;
import java.time.Instant;

/// Whether a client id was used before; one space for orders, cancels and replaces of a party.
/// Owned by the `orders` thread.
final class ClientIds {
    private static final Duration REPEAT_WINDOW_MIN = Duration.ofHours(24);
    private final EngineState state;

    ClientIds(EngineState state) {
        this.state = state;
    }

    /// What is known of an id.
    sealed interface Use {
        /// Never used, as far as the window goes.
        record Fresh() implements Use {}

        /// Used by an order in memory.
        record InMemory(Live live) implements Use {}

        /// Used by something that the ledger knows.
        record InLedger(Knowledge.Loaded loaded) implements Use {}

        /// Perhaps used: the ledger must be read.
        record Unread() implements Use {}

        /// The ledger could not be read.
        record Unreadable(String failure) implements Use {}
    }

    Use use(Party party, ClOrdId clOrdId, Arrival arrival, Knowledge known, Instant now) {
        Live live = state.book.find(party.name(), clOrdId);
        boolean isChecked = arrival.isRepeat() || !state.settings.clientOrderIdWindow().isZero();
        if (live != null && isChecked) {
            return new Use.InMemory(live);
        }
        if (!isUsed(party, clOrdId, arrival, now)) {
            return new Use.Fresh();
        }
        Knowledge.Loaded loaded = known.of(clOrdId);
        if (loaded == null) {
            return new Use.Unread();
        }
        if (!loaded.failure().isEmpty()) {
            return new Use.Unreadable(loaded.failure());
        }
        return loaded.rows().isEmpty() ? new Use.Fresh() : new Use.InLedger(loaded);
    }

    void add(Party party, ClOrdId clOrdId, Instant now) {
        state.usedIds.add(UsedIds.hash(party.name(), clOrdId), now);
    }

    /// Whether the ledger may know the id.
    boolean mayBeKnown(Party party, ClOrdId clOrdId, Instant now) {
        return state.usedIds.isUsed(UsedIds.hash(party.name(), clOrdId), now, longest());
    }

    /// How long ids are remembered at least.
    Duration longest() {
        Duration window = state.settings.clientOrderIdWindow();
        return window.compareTo(REPEAT_WINDOW_MIN) > 0 ? window : REPEAT_WINDOW_MIN;
    }

    private boolean isUsed(Party party, ClOrdId clOrdId, Arrival arrival, Instant now) {
        Duration window = arrival.isRepeat() ? longest() : state.settings.clientOrderIdWindow();
        return !window.isZero() && state.usedIds.isUsed(UsedIds.hash(party.name(), clOrdId), now, window);
    }
}
