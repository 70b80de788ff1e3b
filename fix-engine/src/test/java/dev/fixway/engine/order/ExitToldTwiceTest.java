package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.ledger.ForwardingLedger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.LedgerTrade;
import dev.fixway.engine.ledger.OrderFilter;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.ledger.TradeFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An exit of others that is told twice while its entry is read is adopted once.
class ExitToldTwiceTest {
    private EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    /// Its reads can be held after they have read.
    private static final class Held extends ForwardingLedger implements LedgerReader {
        final Gate orders = new Gate();
        final Gate ids = new Gate();
        private final MemoryLedger ledger;

        Held(MemoryLedger ledger) {
            super(ledger);
            this.ledger = ledger;
        }

        @Override
        public LedgerReader reader() {
            return this;
        }

        @Override
        public void read(long fromSeq, Predicate<LedgerEvent> visitor) {
            ledger.read(fromSeq, visitor);
        }

        @Override
        public List<SessionMark> marksSince(String session, long cursor) {
            return ledger.marksSince(session, cursor);
        }

        @Override
        public List<LedgerEvent> eventsOf(OrderId orderId) {
            List<LedgerEvent> found = ledger.eventsOf(orderId);
            orders.pass();
            return found;
        }

        @Override
        public List<LedgerEvent> eventsByClOrdId(String party, ClOrdId clOrdId) {
            List<LedgerEvent> found = ledger.eventsByClOrdId(party, clOrdId);
            ids.pass();
            return found;
        }

        @Override
        public List<OrderId> find(OrderFilter filter) {
            return List.of();
        }

        @Override
        public List<LedgerTrade> trades(TradeFilter filter) {
            return List.of();
        }
    }

    @Test
    void exitToldTwiceWhileItsEntryIsRead() {
        rig.crash();
        rig.engine.close();
        rig.ledger = rig.ledger.forNextEngine();
        Held held = new Held(rig.ledger);
        rig.engine = new OrderEngine(EngineRig.SETTINGS, held, rig.clock,
                new ReportRouting(List.of(EngineRig.DROP_COPY), Map.of()), List.of(rig.venue.line()));
        rig.start().connect();
        rig.works("X", "100");
        RouteId entry = rig.route("X");
        rig.venue.fill(entry, "100");
        soon().until(() -> rig.order("X").isTerminal());
        rig.settle();
        rig.venue.lose("gone");
        rig.settle();
        // Kept, released and filled while nobody heard; told as it is now, twice.
        rig.venue.cut();
        VenueOrderId exit = rig.venue.strangers.keep("E1", FixClient.limit("100"), entry);
        rig.venue.strangers.release(exit);
        rig.venue.strangers.fill(exit, "100");
        rig.engine.close();
        rig.ledger = rig.ledger.forNextEngine();
        held = new Held(rig.ledger);
        Held now = held;
        rig.engine = new OrderEngine(EngineRig.SETTINGS, held, rig.clock,
                new ReportRouting(List.of(EngineRig.DROP_COPY), Map.of()), List.of(rig.venue.line()));
        rig.start().connect();
        rig.sessions.forget();

        held.orders.shut();
        rig.venue.strangers.repeat(exit);
        soon().until(() -> now.orders.waiting() == 1);
        held.ids.shut();
        rig.venue.strangers.repeat(exit);
        // Its id is being read, or it waits behind the first.
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        rig.settle();
        held.orders.open();
        soon().until(() -> rig.types().contains("ORDER_ADOPTED"));
        rig.settle();
        held.ids.open();
        rig.settle();
        rig.settle();
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);

        assertThat(rig.types().stream().filter("ORDER_ADOPTED"::equals)).hasSize(1);
    }
}
