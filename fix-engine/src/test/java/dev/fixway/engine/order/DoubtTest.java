package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.order.ScriptedVenue.Step;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls without an answer that can be trusted: the venue is asked, nothing is sent again.
class DoubtTest {
    static final EngineSettings IMPATIENT = new EngineSettings(1_000, 4, 50, Duration.ofSeconds(10),
            Duration.ofMillis(150), Duration.ofSeconds(20), Duration.ofHours(24), Duration.ofSeconds(30));
    private EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    private static Capabilities visibleAfter(Duration visibility) {
        Capabilities can = EngineRig.CAPABILITIES;
        return new Capabilities(can.ordTypes(), can.timesInForce(), can.features(), can.amends(), visibility, true);
    }

    @Test
    void adoptsWhatTheVenueHas() {
        rig.venue.then(Step.UNKNOWN_ARRIVED);

        rig.one.d("X", "100");

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 0/0 100/0/100 @0");
        rig.calls("submit O1-1 100", "lookUp O1-1");
        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "ROUTE_UNKNOWN", "ROUTE_RESOLVED", "ACKNOWLEDGED");
    }

    @Test
    void rejectsWhatTheVenueDoesNotHave() {
        rig.venue.then(Step.UNKNOWN_LOST);

        rig.one.d("X", "100");

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 8/8 100/0/0 @0 103=0 58=not at the venue");
        rig.calls("submit O1-1 100", "lookUp O1-1");
        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "ROUTE_UNKNOWN", "ROUTE_RESOLVED", "REJECTED");
    }

    @Test
    void treatsABugInAnAdapterAsDoubt() {
        rig.venue.then(Step.BREAK);

        rig.one.d("X", "100");

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 8/8 100/0/0 @0 103=0 58=not at the venue");
        rig.calls("submit O1-1 100", "lookUp O1-1");
    }

    @Test
    void waitsForTheVisibilityTime() {
        rig.venue.capabilities = visibleAfter(Duration.ofSeconds(30));
        rig.venue.then(Step.UNKNOWN_LOST);
        rig.one.d("X", "100");
        soon().until(() -> rig.venue.calls().size() >= 2);
        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0");

        rig.clock.forward(Duration.ofSeconds(31));

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 8/8 100/0/0 @0 103=0 58=not at the venue");
        assertThat(rig.venue.calls()).containsOnlyOnce("submit O1-1 100");
    }

    @Test
    void findsAnOrderThatShowsLate() {
        rig.venue.capabilities = visibleAfter(Duration.ofSeconds(30));
        rig.venue.then(Step.UNKNOWN_ARRIVED);
        rig.venue.lookUps.then(new VenueAnswer.NotFound());

        rig.one.d("X", "100");

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 0/0 100/0/100 @0");
        rig.calls("submit O1-1 100", "lookUp O1-1", "lookUp O1-1");
    }

    @Test
    void leavesAnOrderInDoubtWhenTheVenueCannotTell() {
        rig.venue.then(Step.UNKNOWN_LOST);
        rig.venue.lookUps.then(new VenueAnswer.CannotTell());

        rig.one.d("X", "100");

        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "ROUTE_UNKNOWN", "ALARM_RAISED");
        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0");
        assertThat(rig.order("X").isInDoubt()).isTrue();
    }

    @Test
    void cancelsAgainAfterReading() {
        rig.works("X", "100");
        rig.venue.then(Step.UNKNOWN_LOST);

        rig.one.f("Y", "X");

        rig.tells(rig.one.session(), "8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0");
        rig.calls("submit O1-1 100", "cancel O1-1", "lookUp O1-1", "cancel O1-1");
    }

    @Test
    void takesACancelThatArrivedForDone() {
        rig.works("X", "100");
        rig.venue.then(Step.UNKNOWN_ARRIVED);

        rig.one.f("Y", "X");

        rig.tells(rig.one.session(), "8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0");
        rig.calls("submit O1-1 100", "cancel O1-1", "lookUp O1-1");
    }

    @Test
    void readsAReplaceInDoubt() {
        rig.works("X", "100");
        rig.venue.then(Step.UNKNOWN_ARRIVED, Step.UNKNOWN_LOST);
        rig.one.g("Y", "X", "120");
        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(Y,X) 5/0 120/0/120 @0");

        rig.one.g("Z", "Y", "130");

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(Y,X) 5/0 120/0/120 @0",
                "8(Z,Y) E/E 120/0/120 @0", "9(Z,Y) 0 2 434=2 58=the venue has not changed the order");
        rig.calls("submit O1-1 100", "replace O1-1 120", "lookUp O1-1", "replace O1-1 130", "lookUp O1-1");
    }

    @Test
    void learnsFromALookUpThatAReplaceWentThrough() {
        rig.works("X", "100");
        rig.venue.then(Step.TAKE);
        rig.one.g("Y", "X", "120");
        rig.calls("submit O1-1 100", "replace O1-1 120");
        rig.venue.lose("gone");
        rig.venue.replaceUnheard(rig.route("X"), FixClient.limit("120"));

        rig.venue.connect();

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(Y,X) 5/0 120/0/120 @0");
    }

    @Test
    void takesARepeatedReplacedForNoAnswerToTheNextReplace() {
        rig.works("X", "100");
        rig.one.g("Y", "X", "120");
        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(Y,X) 5/0 120/0/120 @0");
        rig.venue.then(Step.TAKE);
        rig.one.g("Z", "Y", "130");
        rig.calls("submit O1-1 100", "replace O1-1 120", "replace O1-1 130");

        rig.venue.repeat(rig.route("X"));

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(Y,X) 5/0 120/0/120 @0",
                "8(Z,Y) E/E 120/0/120 @0");
    }

    @Test
    void takesARepeatedReplacedOfAnOrderThatWasReplacedItselfForNoNews() {
        replacesByNewOrder();
        rig.works("X", "100");
        rig.one.g("Y", "X", "120");
        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(Y,X) 5/0 120/0/120 @0");
        rig.one.g("Z", "Y", "130");
        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(Y,X) 5/0 120/0/120 @0",
                "8(Z,Y) E/E 120/0/120 @0", "8(Z,Y) 5/0 130/0/130 @0");

        rig.venue.repeat(rig.orderId("X").route(2));
        rig.venue.fill(rig.orderId("X").route(3), "30");

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(Y,X) 5/0 120/0/120 @0",
                "8(Z,Y) E/E 120/0/120 @0", "8(Z,Y) 5/0 130/0/130 @0", "8(Z) F/1 130/30/100 @10 32=30 31=10");
    }

    @Test
    void refusesAReplaceByANewOrderThatNeverArrived() {
        replacesByNewOrder();
        rig.works("X", "100");
        rig.venue.then(Step.UNKNOWN_LOST);

        rig.one.g("Y", "X", "120");

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "9(Y,X) 0 2 434=2 58=not at the venue");
        assertThat(rig.order("X").isInDoubt()).isFalse();
    }

    private void replacesByNewOrder() {
        Capabilities can = EngineRig.CAPABILITIES;
        rig.venue.capabilities = new Capabilities(can.ordTypes(), can.timesInForce(), can.features(),
                Capabilities.Amends.BY_NEW_ORDER,
                Duration.ZERO, true);
    }

    /// The old order works, the new one is there and waits.
    private void waitsForItsPlace() {
        Order order = rig.order("X");
        answers(order, 1, List.of(new ProviderEvent.Acknowledged(order.orderId().route(1),
                new VenueOrderId("v1"), null, rig.clock.instant())));
        answers(order, 2, List.of());
    }

    private void answers(Order order, int n, List<ProviderEvent> history) {
        RouteId route = order.orderId().route(n);
        rig.venue.lookUps.always(route, new VenueAnswer.Found(new VenueOrder(route.value(), new VenueOrderId("v" + n),
                order.intent().symbol(), order.intent().side(), FixClient.limit(n == 1 ? "100" : "120"),
                rig.clock.instant(), history)));
    }

    @Test
    void doesNotTakeAReplaceForDoneWhileItsNewOrderWaits() {
        replacesByNewOrder();
        rig.works("X", "100");
        rig.venue.then(Step.TAKE);
        rig.one.g("Y", "X", "120");
        rig.calls("submit O1-1 100", "replace O1-2 120");
        rig.venue.lose("gone");
        waitsForItsPlace();
        rig.venue.connect();
        rig.calls("submit O1-1 100", "replace O1-2 120", "lookUp O1-1", "lookUp O1-2");

        rig.venue.refuseRequest(rig.orderId("X").route(1));

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "9(Y,X) 0 0 434=2 58=too late here");
    }

    @Test
    void asksAgainWhileTheNewOrderOfAReplaceInDoubtWaits() {
        replacesByNewOrder();
        rig.works("X", "100");
        rig.venue.then(Step.UNKNOWN_LOST);
        waitsForItsPlace();
        rig.one.g("Y", "X", "120");
        soon().until(() -> rig.venue.calls().size() >= 4);
        assertThat(rig.order("X").isInDoubt()).isTrue();

        rig.venue.refuseRequest(rig.orderId("X").route(1));

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "9(Y,X) 0 0 434=2 58=too late here");
    }

    @Test
    void takesAReplaceForDoneWhoseNewOrderHasEndedSince() {
        replacesByNewOrder();
        rig.works("X", "100");
        rig.venue.then(Step.UNKNOWN_LOST);
        Order order = rig.order("X");
        ProviderEvent begun = new ProviderEvent.Acknowledged(order.orderId().route(2), new VenueOrderId("v2"), null,
                rig.clock.instant());
        answers(order, 1, List.of());
        answers(order, 2, List.of(begun, new ProviderEvent.Canceled(begun.routeId(), "halted",
                rig.clock.instant())));

        rig.one.g("Y", "X", "120");

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(Y,X) 5/0 120/0/120 @0",
                "8(Y) 4/4 120/0/0 @0 58=halted");
    }

    @Test
    void takesALateOutcomeAfterTheTimeOut() {
        rig.close();
        rig = EngineRig.ready(IMPATIENT);
        rig.venue.unreachable(true);
        rig.venue.replies.shut();
        rig.one.d("X", "100");
        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "ROUTE_UNKNOWN");
        assertThat(rig.rowsOf(rig.orderId("X")).getLast().get(LedgerField.REASON_TEXT)).contains("150 ms");

        rig.venue.replies.open();

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 0/0 100/0/100 @0");
        rig.calls("submit O1-1 100");
        assertThat(rig.order("X").isInDoubt()).isFalse();
    }

    @Test
    void cancelsAtOnceWhatTurnsUpByItsOwnLateAnswer() {
        rig.close();
        rig = EngineRig.ready(IMPATIENT);
        rig.venue.arrivals.shut();
        rig.one.d("X", "100");
        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 8/8 100/0/0 @0 103=0 58=not at the venue");

        rig.venue.arrivals.open();

        rig.calls("submit O1-1 100", "lookUp O1-1", "cancel O1-1");
        assertThat(rig.typesOf("X")).last().isEqualTo("ALARM_RAISED");
        assertThat(rig.venue.isEnded(rig.route("X"))).isTrue();
    }

    @Test
    void cancelsAtOnceWhatTurnsUpOnTheStream() {
        RouteId route = buried();

        rig.venue.acknowledge(route);

        rig.calls("submit O1-1 100", "lookUp O1-1", "cancel O1-1");
        assertThat(rig.typesOf("X")).last().isEqualTo("ALARM_RAISED");
    }

    @Test
    void cancelsTheRestOfWhatTurnsUpByAFillAndReportsTheFill() {
        RouteId route = buried();
        rig.sessions.forget();

        rig.venue.fill(route, "30");

        rig.tells(rig.one.session(), "8(X) F/4 100/30/0 @10 32=30 31=10 58=late fill");
        rig.calls("submit O1-1 100", "lookUp O1-1", "cancel O1-1");
    }

    private RouteId buried() {
        rig.venue.then(Step.UNKNOWN_LOST);
        rig.one.d("X", "100");
        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 8/8 100/0/0 @0 103=0 58=not at the venue");
        RouteId route = rig.route("X");
        var order = rig.order("X");
        rig.venue.turnsUp(new ProviderCall.Submit(route, order.intent().symbol(), order.intent().side(), order.terms(),
                order.intent().handling()));
        return route;
    }

    @Test
    void asksWhenTheAnswerSaysRefusedAndTheStreamSaysWorking() {
        rig.venue.then(Step.LIE);

        rig.one.d("X", "100");

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 0/0 100/0/100 @0");
        rig.calls("submit O1-1 100", "lookUp O1-1");
    }

    @Test
    void alarmsWhenTheVenueHasAnotherOrderUnderTheRoute() {
        rig.venue.then(Step.UNKNOWN_LOST);
        rig.venue.unreachable(true);
        rig.one.d("X", "100");
        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "ROUTE_UNKNOWN");
        var order = rig.order("X");
        rig.venue.turnsUp(new ProviderCall.Submit(rig.route("X"), order.intent().symbol(), order.intent().side(),
                FixClient.limit("999"), order.intent().handling()));

        rig.venue.unreachable(false);

        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "ROUTE_UNKNOWN", "ALARM_RAISED");
        assertThat(rig.order("X").isInDoubt()).isTrue();
    }
}
