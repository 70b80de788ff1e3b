package dev.fixway.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The transition table, written out a second time.
class TransitionsTest {
    /// `x`: the event can happen in the phase. `told`: it makes an ExecutionReport(8).
    private static final String TABLE = """
            event            told PENDING_NEW WORKING SUSPENDED STOPPED DONE_FOR_DAY FILLED CANCELED EXPIRED REJECTED
            Received         told -           -       -         -       -            -      -        -       -
            Adopted          told -           -       -         -       -            -      -        -       -
            Routed           no   x           -       -         -       -            -      -        -       -
            RouteInDoubt     no   x           x       x         x       x            x      x        x       x
            RouteResolved    no   x           x       x         x       x            x      x        x       x
            RouteIdentified  no   x           x       x         x       x            x      x        x       x
            Acknowledged     told x           -       -         -       -            -      -        -       -
            Rejected         told x           x       x         x       x            -      -        -       -
            Filled           told x           x       x         x       x            x      x        x       x
            Busted           told x           x       x         x       x            x      x        x       -
            Corrected        told x           x       x         x       x            x      x        x       -
            CancelRequested  told x           x       x         x       x            -      -        -       -
            CancelRouted     no   x           x       x         x       x            x      -        -       -
            Canceled         told x           x       x         x       x            -      -        -       -
            ReplaceRequested told x           x       x         x       x            x      -        -       -
            ReplaceRouted    no   x           x       x         x       x            x      -        -       -
            Replaced         told x           x       x         x       x            x      -        -       -
            RequestRefused   no   x           x       x         x       x            x      x        x       x
            Restated         told x           x       x         x       x            -      -        -       -
            Expired          told x           x       x         x       x            -      -        -       -
            DoneForDay       told x           x       x         x       x            -      -        -       -
            Suspended        told x           x       x         x       x            -      -        -       -
            Stopped          told x           x       x         x       x            -      -        -       -
            Triggered        told x           x       x         x       x            -      -        -       -
            """;
    private static final List<List<String>> ROWS = TABLE.lines()
            .map(line -> List.of(line.trim().split(" +", -1)))
            .toList();

    @Test
    void tableHasEveryEventAndEveryPhase() {
        assertThat(ROWS.stream().skip(1).map(List::getFirst)).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(OrderEvent.class.getPermittedSubclasses()).map(Class::getSimpleName).toList());
        assertThat(ROWS.getFirst().subList(2, ROWS.getFirst().size()))
                .containsExactlyElementsOf(Arrays.stream(Phase.values()).map(Phase::name).toList());
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void allowsWhatTheTableAllows(Phase phase) {
        Order order = SampleEvents.order(phase);
        assertThat(order.phase()).isEqualTo(phase);

        Set<String> allowed = new HashSet<>();
        SampleEvents.events(order).forEach((name, event) -> {
            if (Transitions.allows(order, event)) {
                allowed.add(name);
            }
        });

        assertThat(allowed).isEqualTo(tableOf(phase));
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void appliesWhatIsAllowedAndRefusesTheRest(Phase phase) {
        Order order = SampleEvents.order(phase);
        Order copy = SampleEvents.order(phase);

        SampleEvents.events(order).forEach((name, event) -> {
            if (tableOf(phase).contains(name)) {
                assertThat(order.apply(event, SampleEvents.LATER)).as(name).isNotEqualTo(copy);
            } else {
                assertThatIllegalStateException().as(name)
                        .isThrownBy(() -> order.apply(event, SampleEvents.AT))
                        .withMessageContaining(order.orderId().value());
            }
            assertThat(order).as(name).isEqualTo(copy);
        });
    }

    @Test
    void tellsWhatTheTableTells() {
        Map<String, Boolean> told = new HashMap<>();
        SampleEvents.events(SampleEvents.order(Phase.WORKING))
                .forEach((name, event) -> told.put(name, Transitions.isReported(event)));

        Map<String, Boolean> expected = new HashMap<>();
        ROWS.stream().skip(1).forEach(row -> expected.put(row.getFirst(), row.get(1).equals("told")));
        assertThat(told).isEqualTo(expected);
    }

    @Test
    void believesAFillOfARouteThatWasNotRecorded() {
        OrderScript script = OrderScript.order("X", "100").working();
        RouteId unrecorded = script.order().orderId().route(2);

        script.happens(new OrderEvent.Filled(unrecorded, new FillId("f"), Qty.of("5"), Price.of("10"), null));

        assertThat(script.order().cumQty()).isEqualTo(Qty.of("5"));
        assertThat(script.order().routes()).extracting(r -> r.routeId() + " " + r.cumQty())
                .containsExactly(script.order().orderId().route(1) + " 0", unrecorded + " 5");
        assertThat(script.order().nextRouteId()).isEqualTo(script.order().orderId().route(3));
    }

    @Test
    void doesNotReuseTheNumberOfARoute() {
        OrderScript script = OrderScript.order("X", "100").working();
        RouteId third = script.order().orderId().route(3);

        script.happens(new OrderEvent.Filled(third, new FillId("f"), Qty.of("5"), Price.of("10"), null));

        assertThat(script.order().nextRouteId()).isEqualTo(script.order().orderId().route(4));
    }

    static Stream<OrderEvent> eventsAboutNothing() {
        Order order = SampleEvents.order(Phase.WORKING);
        RouteId route = order.routes().getFirst().routeId();
        RouteId elsewhere = OrderId.of("T3ST", 1).route(1);
        ClOrdId nobody = new ClOrdId("nobody");
        Request known = Request.cancel(SampleEvents.CANCEL, OrderScript.CLIENT, null);
        return Stream.of(
                new OrderEvent.Filled(elsewhere, new FillId("f"), Qty.of("1"), Price.of("10"), null),
                new OrderEvent.Busted(order.orderId().execId(99)),
                new OrderEvent.Corrected(order.orderId().execId(1), Qty.of("1"), Price.of("1")),
                new OrderEvent.CancelRequested(known),
                new OrderEvent.ReplaceRequested(
                        Request.replace(SampleEvents.CANCEL, OrderScript.CLIENT, null, order.terms())),
                new OrderEvent.CancelRouted(nobody),
                new OrderEvent.ReplaceRouted(nobody, route),
                new OrderEvent.Replaced(nobody, route, null, order.terms()),
                new OrderEvent.Replaced(SampleEvents.REPLACE, elsewhere, null, order.terms()));
    }

    @ParameterizedTest
    @MethodSource("eventsAboutNothing")
    void refusesEventsAboutSomethingThatIsNotThere(OrderEvent event) {
        Order order = SampleEvents.order(Phase.WORKING);

        assertThat(Transitions.allows(order, event)).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> order.apply(event, SampleEvents.AT));
    }

    @Test
    void refusesRoutesOfAnotherOrder() {
        Order order = SampleEvents.order(Phase.PENDING_NEW);
        RouteId elsewhere = OrderId.of("T3ST", 1).route(1);

        assertThat(Transitions.allows(order, new OrderEvent.Acknowledged(elsewhere, null, null))).isFalse();
        assertThat(Transitions.allows(order, new OrderEvent.Routed(elsewhere, order.terms()))).isFalse();
    }

    @Test
    void refusesToSendTwiceUnderOneRouteId() {
        Order order = OrderScript.order("X", "100").sent().order();

        assertThat(Transitions.allows(order, new OrderEvent.Routed(order.orderId().route(1), order.terms()))).isFalse();
    }

    @Test
    void bustsAFillOnceAndCorrectsItByItsLastExecId() {
        Order busted = OrderScript.order("X", "100").working().fills("20").busts(3).order();
        Order corrected = OrderScript.order("X", "100").working().fills("20").corrects(3, "10", "10").order();

        assertThat(busted.executions().known()).extracting(Execution::execId)
                .containsExactly(busted.orderId().execId(4));
        assertThat(Transitions.allows(busted, new OrderEvent.Busted(busted.orderId().execId(3)))).isFalse();
        assertThat(Transitions.allows(busted, new OrderEvent.Busted(busted.orderId().execId(4)))).isFalse();
        assertThat(Transitions.allows(corrected, new OrderEvent.Busted(corrected.orderId().execId(3)))).isFalse();
        assertThat(Transitions.allows(corrected, new OrderEvent.Busted(corrected.orderId().execId(4)))).isTrue();
    }

    @Test
    void opensAtMostEightRequests() {
        OrderScript script = OrderScript.order("X", "100").working();
        for (int i = 1; i <= 8; i++) {
            script.replace("Y" + i, "90");
        }
        Order order = script.order();
        Request ninth = Request.cancel(new ClOrdId("Y9"), OrderScript.CLIENT, order.chain().current());

        assertThat(order.chain().open()).hasSize(8);
        assertThat(Transitions.allows(order, new OrderEvent.CancelRequested(ninth))).isFalse();
        script.refusesReplace("Y1", RejectReason.OTHER);
        assertThat(Transitions.allows(script.order(), new OrderEvent.CancelRequested(ninth))).isTrue();
    }

    /// A cancelled order that late fills complete shows as filled, but nobody can enlarge it.
    @Test
    void doesNotReplaceAnOrderThatLateFillsCompleted() {
        Order order = OrderScript.order("X", "100").working().canceledUnasked(null, "").fills("100").order();
        Request request = Request.replace(new ClOrdId("Y"), OrderScript.CLIENT, order.chain().current(),
                order.terms().withOrderQty(Qty.of("200")));

        assertThat(order.phase()).isEqualTo(Phase.FILLED);
        assertThat(Transitions.allows(order, new OrderEvent.ReplaceRequested(request))).isFalse();
    }

    private static Set<String> tableOf(Phase phase) {
        int column = ROWS.getFirst().indexOf(phase.name());
        Set<String> allowed = new HashSet<>();
        ROWS.stream()
                .skip(1)
                .filter(row -> Objects.equals(row.get(column), "x"))
                .forEach(row -> allowed.add(row.getFirst()));
        return allowed;
    }
}
