package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.order.ScriptedVenue.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// At most one call per order is under way; the next waits for its outcome or for what the stream says.
class OneCallTest {
    private final EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void letsACancelWaitForTheOutcomeOfTheSubmit() {
        rig.venue.arrivals.shut();
        rig.one.d("X", "100");
        rig.one.f("Y", "X");
        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(Y,X) 6/6 100/0/100 @0");
        rig.calls("submit O1-1 100");

        rig.venue.arrivals.open();

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(Y,X) 6/6 100/0/100 @0", "8(X) 0/6 100/0/100 @0",
                "8(Y,X) 4/4 100/0/0 @0");
        rig.calls("submit O1-1 100", "cancel O1-1");
        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "CANCEL_REQUESTED", "ACKNOWLEDGED", "CANCEL_ROUTED",
                "CANCEL_ACCEPTED");
    }

    @Test
    void callsTwoReplacesOneAfterTheOther() {
        rig.venue.arrivals.shut();
        rig.one.d("X", "100");
        rig.one.g("Y", "X", "110");
        rig.one.g("Z", "Y", "120");
        rig.calls("submit O1-1 100");

        rig.venue.arrivals.open();

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(Y,X) E/E 100/0/100 @0", "8(Z,X) E/E 110/0/110 @0",
                "8(X) 0/E 100/0/100 @0", "8(Y,X) 5/E 110/0/110 @0", "8(Z,Y) 5/0 120/0/120 @0");
        rig.calls("submit O1-1 100", "replace O1-1 110", "replace O1-1 120");
    }

    @Test
    void goesOnWhenTheStreamSaysWhatTheAnswerHasNotYetSaid() {
        rig.venue.then(Step.ACCEPT_AND_STREAM);
        rig.venue.replies.shut();
        rig.one.d("X", "100");
        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 0/0 100/0/100 @0");

        rig.one.f("Y", "X");

        rig.calls("submit O1-1 100", "cancel O1-1");
        rig.venue.replies.open();
        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 0/0 100/0/100 @0", "8(Y,X) 6/6 100/0/100 @0",
                "8(Y,X) 4/4 100/0/0 @0");
        rig.calls("submit O1-1 100", "cancel O1-1");
    }

    @Test
    void tellsTheAcknowledgementBeforeAFillThatCameFirst() {
        rig.venue.then(Step.FILL_FIRST);

        rig.one.d("X", "100");

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 0/0 100/0/100 @0",
                "8(X) F/2 100/100/0 @10 32=100 31=10");
    }

    @Test
    void refusesACancelThatNeverLeftWhenTheOrderFills() {
        rig.venue.then(Step.FILL_FIRST);
        rig.venue.arrivals.shut();
        rig.one.d("X", "100");
        rig.one.f("Y", "X");
        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(Y,X) 6/6 100/0/100 @0");

        rig.venue.arrivals.open();

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(Y,X) 6/6 100/0/100 @0", "8(X) 0/6 100/0/100 @0",
                "8(X) F/6 100/100/0 @10 32=100 31=10", "9(Y,X) 2 0 434=1 58=the order is filled");
        rig.calls("submit O1-1 100");
    }

    @Test
    void refusesACancelThatTheVenueTookWhenTheOrderFillsAllTheSame() {
        rig.works("X", "100");
        rig.venue.then(Step.TAKE);
        rig.one.f("Y", "X");
        rig.calls("submit O1-1 100", "cancel O1-1");

        rig.venue.fill(rig.route("X"), "100");

        rig.tells(rig.one.session(), "8(Y,X) 6/6 100/0/100 @0", "8(X) F/6 100/100/0 @10 32=100 31=10",
                "9(Y,X) 2 0 434=1 58=the order is filled");
        assertThat(rig.engine.status().ordersInDoubt()).isZero();
    }

    @Test
    void keepsAReplaceThatEnlargesAFilledOrderOpenUntilTheVenueSays() {
        rig.works("X", "100");
        rig.venue.then(Step.TAKE);
        rig.one.g("Y", "X", "120");
        rig.calls("submit O1-1 100", "replace O1-1 120");

        rig.venue.fill(rig.route("X"), "100");
        rig.venue.replace(rig.route("X"), FixClient.limit("120"));
        rig.venue.fill(rig.route("X"), "20");

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(X) F/E 100/100/0 @10 32=100 31=10",
                "8(Y,X) 5/1 120/100/20 @10",
                "8(Y) F/2 120/120/0 @10 32=20 31=10");
    }

    @Test
    void tellsWhatTheVenueRefuses() {
        rig.works("X", "100");
        rig.venue.then(Step.REJECT, Step.TAKE);
        rig.venue.arrivals.shut();
        rig.one.g("Y", "X", "120");
        rig.one.f("Z", "X");
        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(Z,X) 6/6 100/0/100 @0");
        rig.venue.arrivals.open();
        rig.calls("submit O1-1 100", "replace O1-1 120", "cancel O1-1");
        rig.venue.refuseRequest(rig.route("X"));

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(Z,X) 6/6 100/0/100 @0", "9(Y,X) 6 2 434=2 58=no",
                "9(Z,X) 0 0 434=1 58=too late here");
    }

    @Test
    void settlesOneRequestWithARefusalThatTheVenueRepeats() {
        rig.works("X", "100");
        rig.venue.then(Step.TAKE, Step.TAKE);
        rig.one.f("Y", "X");
        rig.calls("submit O1-1 100", "cancel O1-1");
        rig.venue.refuseRequest(rig.route("X"));
        rig.one.f("Z", "X");
        rig.calls("submit O1-1 100", "cancel O1-1", "cancel O1-1");
        rig.venue.repeat(rig.route("X"));
        rig.venue.refuseRequestLater(rig.route("X"));

        rig.tells(rig.one.session(), "8(Y,X) 6/6 100/0/100 @0", "9(Y,X) 0 0 434=1 58=too late here",
                "8(Z,X) 6/6 100/0/100 @0", "9(Z,X) 0 0 434=1 58=still too late");
    }

    @Test
    void keepsAtMostEightRequestsOpen() {
        rig.venue.arrivals.shut();
        rig.one.d("X", "100");
        for (int i = 1; i <= 9; i++) {
            rig.one.f("Y" + i, "X");
        }

        rig.settle();
        assertThat(rig.sessions.of(rig.one.session())).last()
                .isEqualTo("9(Y9,X) 6 3 434=1 58=8 requests are pending");
        assertThat(rig.sessions.of(rig.one.session())).hasSize(10);
    }
}
