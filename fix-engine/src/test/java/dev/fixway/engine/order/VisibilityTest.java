package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.order.ScriptedVenue.Step;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who may see and touch an order, and who is told.
class VisibilityTest {
    private final EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void hidesOrdersFromOtherAccounts() {
        rig.works("X", "100");
        String orderId = rig.orderId("X").value();

        rig.two.f37("Y", orderId, null);
        rig.two.f("Z", "X");
        rig.two.h("X");

        rig.tells(rig.two.session(), "9(Y) 8 1 37=NONE 434=1 58=unknown order",
                "9(Z,X) 8 1 37=NONE 434=1 58=unknown order", "8(X) I/8 0/0/0 @0 37=NONE 103=5 58=unknown order");
        RestClient stranger = new RestClient(rig,
                new dev.fixway.engine.domain.Party(dev.fixway.engine.domain.Edge.REST, "other-key", EngineRig.OTHER));
        assertThat(stranger.delete(new OrderId(orderId)).text()).isEqualTo("not open");
        assertThat(stranger.deleteAll().text()).isEqualTo("all canceled 0 failed 0");
        assertThat(rig.venue.calls()).containsExactly("submit O1-1 100");
    }

    @Test
    void takesTheCurrentIdOrNoneBesideAnOrderId() {
        rig.works("X", "100");
        String orderId = rig.orderId("X").value();

        rig.same.f37("Y1", orderId, "wrong");
        rig.tells(rig.same.session(), "9(Y1,X) 0 1 434=1 58=OrigClOrdID(41) is not the current id of OrderID(37)");
        rig.sessions.forget();
        rig.same.f37("Y2", orderId, "NONE");

        rig.tells(rig.same.session(), "8(Y2,X) 6/6 100/0/100 @0", "8(Y2,X) 4/4 100/0/0 @0");
        rig.tells(rig.one.session(), "8(X) 6/6 100/0/100 @0", "8(X) 4/4 100/0/0 @0");
    }

    @Test
    void takesTheCurrentIdOfAnotherSessionBesideAnOrderId() {
        rig.works("X", "100");

        rig.same.f37("Y", rig.orderId("X").value(), "X");

        rig.tells(rig.same.session(), "8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0");
    }

    @Test
    void findsOnlyTheOwnChainByOrigClOrdId() {
        rig.works("X", "100");

        rig.same.f("Y", "X");

        rig.tells(rig.same.session(), "9(Y,X) 8 1 37=NONE 434=1 58=unknown order");
        rig.tells(rig.one.session());
    }

    @Test
    void showsTheEnteringSessionACancelByRestAsUnsolicited() {
        rig.works("X", "100");

        RestClient.Asked answer = rig.rest.delete(rig.orderId("X"));

        assertThat(answer.text()).isEqualTo("known CANCELED");
        rig.tells(rig.one.session(), "8(X) 6/6 100/0/100 @0", "8(X) 4/4 100/0/0 @0");
        String made = rig.orderId("X") + "-c3";
        rig.tells(EngineRig.DROP_COPY, "8(" + made + ",X) 6/6 100/0/100 @0", "8(" + made + ",X) 4/4 100/0/0 @0");
    }

    @Test
    void letsFixCancelAnOrderOfRest() {
        RestClient.Asked entered = rig.rest.post("R", "5");
        assertThat(entered.text()).isEqualTo("known NEW");
        rig.tells(rig.one.session());

        rig.one.f37("Y", rig.orderId("R").value(), "NONE");

        rig.tells(rig.one.session(), "8(Y,R) 6/6 5/0/5 @0", "8(Y,R) 4/4 5/0/0 @0");
        assertThat(rig.rest.delete(rig.orderId("R")).text()).isEqualTo("known CANCELED");
    }

    @Test
    void tellsTheRequesterWhatTheVenueRefuses() {
        rig.works("X", "100");
        rig.venue.then(Step.REJECT);

        rig.same.f37("Y", rig.orderId("X").value(), "X");

        rig.tells(rig.same.session(), "8(Y,X) 6/6 100/0/100 @0", "9(Y,X) 0 2 434=1 58=no");
        rig.tells(rig.one.session(), "8(X) 6/6 100/0/100 @0",
                "8(X) I/0 100/0/100 @0 58=the pending cancel was refused");
    }

    @Test
    void refusesByNameWhatTheVenueCannotDo() {
        rig.venue.capabilities = new dev.fixway.engine.provider.Capabilities(
                EnumSet.allOf(dev.fixway.engine.domain.OrdType.class),
                Set.of(dev.fixway.engine.domain.TimeInForce.DAY), Set.of(),
                dev.fixway.engine.provider.Capabilities.Amends.NO,
                Duration.ZERO, true);
        rig.works("X", "100");

        rig.one.g("Y", "X", "120");

        rig.tells(rig.one.session(), "9(Y,X) 0 2 434=2 58=mock cannot change an order");
        assertThat(rig.venue.calls()).containsExactly("submit O1-1 100");
    }

    @Test
    void refusesOrdersWhileTheProviderIsNotReadyButCancels() {
        rig.works("X", "100");
        rig.venue.lose("gone");
        rig.settle();

        rig.one.d("Z", "1");
        rig.tells(rig.one.session(), "8(Z) A/A 1/0/1 @0",
                "8(Z) 8/8 1/0/0 @0 103=0 58=provider mock is not ready: LOST");
        rig.sessions.forget();
        rig.one.f("Y", "X");

        rig.tells(rig.one.session(), "8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0");
        assertThat(rig.rest.post("R", "5").text()).isEqualTo("known REJECTED");
        assertThat(rig.venue.calls()).containsExactly("submit O1-1 100", "cancel O1-1");
    }

    @Test
    void refusesAReplaceByNameWhileTheProviderIsNotReady() {
        rig.works("X", "100");
        rig.venue.lose("gone");
        rig.settle();

        rig.one.g("Y", "X", "120");

        rig.tells(rig.one.session(), "9(Y,X) 0 2 434=2 58=provider mock is not ready: LOST");
        assertThat(rig.venue.calls()).containsExactly("submit O1-1 100");
    }

    @Test
    void refusesByNameWhatAnOrderMayNotAskFor() {
        var can = EngineRig.CAPABILITIES;
        rig.venue.capabilities = new dev.fixway.engine.provider.Capabilities(can.ordTypes(), can.timesInForce(),
                Set.of(), can.amends(), Duration.ZERO, true);
        var postOnly = new dev.fixway.engine.domain.Handling(false, true, false, null, null, null, null);

        assertThat(rig.rest.post("R", FixClient.limit("5"), postOnly).answer())
                .isEqualTo(new dev.fixway.engine.domain.Answer.Refused(
                        dev.fixway.engine.domain.RejectReason.UNSUPPORTED, "mock has no post-only orders"));
        assertThat(rig.venue.calls()).isEmpty();
    }
}
