package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Exits;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.KillState;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Phase;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The form of snapshots.
class StateFormTest {
    private static final RecoveredState EMPTY = new RecoveredState(7, new UsedIds(), Map.of(), Map.of(), List.of(),
            List.of(), List.of(), KillState.off());

    @Test
    void readsWhatItWrote() {
        try (EngineRig rig = EngineRig.ready()) {
            RestClient.Asked asked = rig.rest.close("pos-1", "aa", "2", "10", Long.MAX_VALUE);
            var order = ((Answer.Known) asked.answer()).order();
            RecoveredClose close = new RecoveredClose(order, "aa", rig.clock.instant());
            RecoveredState state = new RecoveredState(7, new UsedIds(), Map.of(), Map.of(), List.of(order),
                    List.of(), List.of(close), KillState.off());

            RecoveredState read = Objects.requireNonNull(StateReader.read(StateWriter.write(state)));

            assertThat(read.closes()).containsExactly(close);
            assertThat(read.openOrders()).containsExactly(order);
            assertThat(close.close().positionId()).isEqualTo("pos-1");
        }
    }

    @Test
    void keepsExitsAndWhoseTheyAre() {
        OrderId entryId = OrderId.of("TEST", 1);
        Handling bracket = Handling.PLAIN.withExits(new Exits(Price.of("90.0"), null));
        OrderIntent asked = intent(bracket, null);
        OrderIntent kept = intent(Handling.PLAIN, entryId);
        OrderId exitId = OrderId.of("TEST", 2);
        List<Order> orders = List.of(Order.create(new OrderEvent.Received(entryId, asked), Instant.EPOCH), Order.create(
                new OrderEvent.Adopted(exitId, kept, exitId.route(1), new VenueOrderId("V-1")), Instant.EPOCH));

        RecoveredState read = Objects.requireNonNull(StateReader.read(StateWriter.write(new RecoveredState(7,
                new UsedIds(), Map.of(), Map.of(), orders, List.of(), List.of(), KillState.off()))));

        assertThat(read.openOrders()).containsExactlyElementsOf(orders);
        assertThat(orders.getLast().phase()).isEqualTo(Phase.PENDING_NEW);
    }

    private static OrderIntent intent(Handling handling, @Nullable OrderId parent) {
        return new OrderIntent(new Party(Edge.REST, "rest", AccountId.MAIN), new ClOrdId("V-1"), new Symbol("AAPL"),
                Side.BUY, Terms.of(OrdType.LIMIT, Qty.of("10"), Price.of("95"), null, TimeInForce.DAY), handling,
                new ProviderId("alpaca"), parent);
    }

    @Test
    void readsNoOther() {
        byte[] other = StateWriter.write(EMPTY);
        other[0]--;

        assertThat(StateReader.read(other)).isNull();
    }
}
