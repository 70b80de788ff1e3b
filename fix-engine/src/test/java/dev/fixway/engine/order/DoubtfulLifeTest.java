package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.order.ScriptedVenue.Step;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Doubt that meets fills, other requests and other routes.
class DoubtfulLifeTest {
    private EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void alarmsWhenTheVenueHasAnOlderOrderUnderTheRoute() {
        rig.venue.then(Step.UNKNOWN_LOST);
        rig.venue.unreachable(true);
        rig.one.d("X", "100");
        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "ROUTE_UNKNOWN");
        var order = rig.order("X");
        rig.venue.lookUps.then(new VenueAnswer.Found(new VenueOrder(rig.route("X").value(), new VenueOrderId("V-old"),
                order.intent().symbol(), order.intent().side(), order.terms(),
                rig.clock.instant().minus(Duration.ofMinutes(5)), List.of())));

        rig.venue.unreachable(false);

        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "ROUTE_UNKNOWN", "ALARM_RAISED");
        assertThat(rig.order("X").isInDoubt()).isTrue();
    }

    @Test
    void keepsTheVenueIdThatComesAfterTheFill() {
        rig.venue.then(Step.TAKE);
        rig.venue.replies.shut();
        rig.one.d("X", "100");
        RouteId route = rig.route("X");
        soon().until(() -> rig.venue.book().containsKey(route));
        rig.venue.fill(route, "40");
        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "ACKNOWLEDGED", "PARTIAL_FILL");

        rig.venue.acknowledge(route);

        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "ACKNOWLEDGED", "PARTIAL_FILL", "ROUTE_IDENTIFIED");
        assertThat(rig.order("X").routes().getFirst().venueOrderId()).hasToString("V" + route);
    }

    @Test
    void cancelsTheRestWhenTheCancelOfAPartlyFilledOrderIsInDoubt() {
        rig.works("X", "100");
        rig.venue.fill(rig.route("X"), "30");
        rig.tells(rig.one.session(), "8(X) F/1 100/30/70 @10 32=30 31=10");
        rig.sessions.forget();
        rig.venue.then(Step.UNKNOWN_LOST);
        rig.venue.unreachable(true);
        rig.one.f("Y", "X");
        soon().until(() -> rig.order("X").isInDoubt());
        rig.venue.fill(rig.route("X"), "20");

        rig.venue.unreachable(false);

        rig.tells(rig.one.session(), "8(Y,X) 6/6 100/30/70 @10", "8(X) F/6 100/50/50 @10 32=20 31=10",
                "8(Y,X) 4/4 100/50/0 @10");
        assertThat(rig.order("X").isInDoubt()).isFalse();
    }

    @Test
    void refusesACancelInDoubtOfAnOrderThatFilledMeanwhile() {
        rig.works("X", "100");
        rig.venue.then(Step.UNKNOWN_LOST);
        rig.venue.unreachable(true);
        rig.one.f("Y", "X");
        soon().until(() -> rig.order("X").isInDoubt());

        rig.venue.fill(rig.route("X"), "100");
        rig.venue.unreachable(false);

        rig.tells(rig.one.session(), "8(Y,X) 6/6 100/0/100 @0", "8(X) F/6 100/100/0 @10 32=100 31=10",
                "9(Y,X) 2 0 434=1 58=the order is filled");
    }

    @Test
    void reportsAFillWhileAReplaceIsInDoubt() {
        rig.works("X", "100");
        rig.venue.then(Step.UNKNOWN_ARRIVED);
        rig.venue.unreachable(true);
        rig.one.g("Y", "X", "120");
        soon().until(() -> rig.order("X").isInDoubt());
        rig.venue.fill(rig.route("X"), "30");

        rig.venue.unreachable(false);

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(X) F/E 100/30/70 @10 32=30 31=10",
                "8(Y,X) 5/1 120/30/90 @10");
    }

    @Test
    void settlesOneDoubtAfterTheOther() {
        rig.works("X", "100");
        rig.venue.then(Step.UNKNOWN_ARRIVED, Step.UNKNOWN_LOST, Step.UNKNOWN_LOST, Step.UNKNOWN_ARRIVED);

        rig.venue.replies.shut();
        rig.one.g("Y", "X", "120");
        rig.one.g("Z", "Y", "130");
        rig.one.f("C", "Z");
        soon().until(() -> rig.order("X").chain().open().size() == 3);
        rig.venue.replies.open();

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(Z,X) E/E 120/0/120 @0",
                "8(C,X) 6/6 100/0/100 @0", "8(Y,X) 5/6 120/0/120 @0",
                "9(Z,Y) 6 2 434=2 58=the venue has not changed the order", "8(C,Y) 4/4 120/0/0 @0");
        rig.calls("submit O1-1 100", "replace O1-1 120", "lookUp O1-1", "replace O1-1 130", "lookUp O1-1",
                "cancel O1-1", "lookUp O1-1", "cancel O1-1", "lookUp O1-1");
    }

    @Test
    void keepsAnOrderInDoubtThatTheVenueHasLost() {
        rig.works("X", "100");
        rig.venue.lose("gone");
        rig.venue.lookUps.then(new VenueAnswer.NotFound(), new VenueAnswer.NotFound(), new VenueAnswer.NotFound());

        rig.venue.connect();

        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "ACKNOWLEDGED", "ALARM_RAISED", "ROUTE_UNKNOWN", "ROUTE_RESOLVED");
        assertThat(rig.order("X").isInDoubt()).isFalse();
        assertThat(rig.sessions.of(rig.one.session())).isEmpty();
    }

    @Test
    void takesALateRefusalForTheAnswer() {
        rig.close();
        rig = EngineRig.ready(DoubtTest.IMPATIENT);
        rig.venue.then(Step.REJECT);
        rig.venue.lookUps.then(new VenueAnswer.CannotTell());
        rig.venue.replies.shut();
        rig.one.d("X", "100");
        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "ROUTE_UNKNOWN", "ALARM_RAISED");

        rig.venue.replies.open();

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 8/8 100/0/0 @0 103=0 58=no");
        rig.calls("submit O1-1 100", "lookUp O1-1");
    }

    @Test
    void keepsTheOldRouteWhenTheOrderThatWasToReplaceItIsRefused() {
        rig.byNewOrder();
        rig.works("X", "100");
        rig.venue.then(Step.REJECT);
        rig.one.g("Y", "X", "120");
        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "9(Y,X) 0 2 434=2 58=no");

        rig.one.f("Z", "X");

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "9(Y,X) 0 2 434=2 58=no",
                "8(Z,X) 6/6 100/0/100 @0", "8(Z,X) 4/4 100/0/0 @0");
        rig.calls("submit O1-1 100", "replace O1-2 120", "cancel O1-1");
    }

    @Test
    void livesOnWhenTheReplacedRouteEnds() {
        rig.byNewOrder();
        rig.works("X", "100");
        rig.venue.then(Step.TAKE);
        rig.one.g("Y", "X", "120");
        rig.calls("submit O1-1 100", "replace O1-2 120");

        rig.venue.cancel(rig.route("X"));

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0");
        assertThat(rig.order("X").phase().isFinal()).isFalse();
    }
}
