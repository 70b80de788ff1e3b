package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.order.FixClient.Sent;
import dev.fixway.engine.order.ScriptedVenue.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The same ClOrdID(11) again.
class RepeatedIdTest {
    private EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    private void again(String... expected) {
        rig.tells(rig.one.session(), expected);
        rig.sessions.forget();
    }

    @Test
    void answersForAnOpenOrder() {
        rig.works("X", "100");

        rig.one.d("X", "100");
        again("8(X) 8/0 100/0/100 @0 103=6 58=ClOrdID(11) was used before");
        rig.one.d("X", "7");
        again("8(X) 8/0 100/0/100 @0 103=6 58=ClOrdID(11) was used before");
        rig.one.d("X", "100", Sent.POSS_DUP);
        again("8(X) I/0 100/0/100 @0");
        rig.one.d("X", "100.0", Sent.POSS_RESEND);
        again("8(X) I/0 100/0/100 @0");
        rig.one.d("X", "7", Sent.POSS_DUP);
        again("8(X) 8/0 100/0/100 @0 103=6 58=ClOrdID(11) was used before");
        rig.one.d("X", "7", Sent.POSS_RESEND);
        again("8(X) 8/0 100/0/100 @0 103=6 58=ClOrdID(11) was used before");
        rig.calls("submit O1-1 100");
    }

    @Test
    void answersForAnEndedOrderFromTheLedger() {
        rig.works("X", "100");
        rig.venue.fill(rig.route("X"), "100");
        again("8(X) F/2 100/100/0 @10 32=100 31=10");

        rig.one.d("X", "100");
        again("8(X) 8/2 100/100/0 @10 103=6 58=ClOrdID(11) was used before");
        rig.one.d("X", "100", Sent.POSS_DUP);
        again("8(X) I/2 100/100/0 @10");
        rig.one.d("X", "7", Sent.POSS_RESEND);
        again("8(X) 8/2 100/100/0 @10 103=6 58=ClOrdID(11) was used before");
        rig.restart();
        rig.one.d("X", "100", Sent.POSS_DUP);
        again("8(X) I/2 100/100/0 @10");
        assertThat(rig.venue.calls()).containsOnlyOnce("submit O1-1 100");
    }

    @Test
    void tellsADeniedOrderItsDenialAgain() {
        rig.venue.capabilities = new dev.fixway.engine.provider.Capabilities(
                Set.of(dev.fixway.engine.domain.OrdType.MARKET), EngineRig.CAPABILITIES.timesInForce(),
                Set.of(), EngineRig.CAPABILITIES.amends(), Duration.ZERO, true);
        rig.one.d("X", "100");
        String denied = "8(X) 8/8 100/0/0 @0 37=NONE 103=11 58=mock has no orders of type LIMIT";
        rig.tells(rig.one.session(), denied);
        var first = rig.sessions.all().getFirst().report();
        rig.sessions.forget();

        rig.one.d("X", "100", Sent.POSS_DUP);

        again(denied);
        rig.one.d("X", "100", Sent.POSS_RESEND);
        rig.tells(rig.one.session(), denied);
        assertThat(rig.sessions.all().getFirst().report()).isEqualTo(first);
        rig.sessions.forget();
        rig.one.d("X", "7", Sent.POSS_RESEND);
        again("8(X) 8/8 7/0/0 @0 37=NONE 103=6 58=ClOrdID(11) was used before");
        rig.one.d("X", "100");
        again("8(X) 8/8 100/0/0 @0 37=NONE 103=6 58=ClOrdID(11) was used before");
    }

    @Test
    void answersForRequestsThatAreOpenOrAccepted() {
        rig.works("X", "100");
        rig.venue.then(Step.TAKE);
        rig.one.g("Y", "X", "120");
        again("8(Y,X) E/E 100/0/100 @0");

        rig.one.g("Y", "X", "120", Sent.POSS_DUP);
        again("8(Y,X) I/E 100/0/100 @0");
        rig.one.g("Y", "X", "130", Sent.POSS_RESEND);
        again("9(Y,X) E 6 434=2 58=ClOrdID(11) was used before");
        rig.one.g("Y", "X", "120");
        again("9(Y,X) E 6 434=2 58=ClOrdID(11) was used before");
        rig.venue.replace(rig.route("X"), FixClient.limit("120"));
        again("8(Y,X) 5/0 120/0/120 @0");
        rig.one.g("Y", "X", "120", Sent.POSS_RESEND);
        again("8(Y,X) I/0 120/0/120 @0");
        rig.one.g("Y", "X", "130", Sent.POSS_DUP);
        again("9(Y,Y) 0 6 434=2 58=ClOrdID(11) was used before");
        assertThat(rig.venue.calls()).containsExactly("submit O1-1 100", "replace O1-1 120");
    }

    @Test
    void answersForRequestsThatTheOrderRemembersNoMore() {
        rig.works("X", "100");
        rig.one.g("R1", "X", "101");
        for (int i = 2; i <= 40; i++) {
            int told = 2 * i;
            rig.one.g("R" + i, "R" + (i - 1), "" + (100 + i));
            soon().until(() -> rig.sessions.of(rig.one.session()).size() == told);
        }
        rig.sessions.forget();

        rig.one.g("R1", "X", "101", Sent.POSS_RESEND);
        again("8(R1) I/0 140/0/140 @0");
        rig.one.g("R1", "X", "102", Sent.POSS_RESEND);
        again("9(R1,R40) 0 6 434=2 58=ClOrdID(11) was used before");
        rig.one.d("R1", "1");
        again("8(R1) 8/0 140/0/140 @0 103=6 58=ClOrdID(11) was used before");
        rig.one.f("Z", "R1");
        again("8(Z,R40) 6/6 140/0/140 @0", "8(Z,R40) 4/4 140/0/0 @0");
    }

    @Test
    void tellsARefusedRequestItsRefusalAgain() {
        rig.works("X", "100");
        rig.venue.then(Step.REJECT);
        rig.one.f("Y", "X");
        again("8(Y,X) 6/6 100/0/100 @0", "9(Y,X) 0 2 434=1 58=no");
        rig.one.f("Z", "other");
        again("9(Z,other) 8 1 37=NONE 434=1 58=unknown order");

        rig.one.f("Y", "X", Sent.POSS_DUP);
        again("9(Y,X) 0 2 434=1 58=no");
        rig.one.f("Z", "other", Sent.POSS_RESEND);
        again("9(Z,other) 8 1 37=NONE 434=1 58=unknown order");
        rig.restart();
        rig.one.f("Y", "X", Sent.POSS_DUP);
        again("9(Y,X) 0 2 434=1 58=no");
    }

    @Test
    void tellsNoRefusalAgainToAnotherRequest() {
        rig.works("X", "100");
        rig.venue.then(Step.REJECT);
        rig.one.g("Y", "X", "120");
        again("8(Y,X) E/E 100/0/100 @0", "9(Y,X) 0 2 434=2 58=no");
        rig.one.g("Z", "other", "5");
        again("9(Z,other) 8 1 37=NONE 434=2 58=unknown order");

        rig.one.g("Y", "X", "120.0", Sent.POSS_RESEND);
        again("9(Y,X) 0 2 434=2 58=no");
        rig.one.g("Y", "X", "130", Sent.POSS_RESEND);
        again("9(Y,X) 0 6 434=2 58=ClOrdID(11) was used before");
        rig.one.f("Y", "X", Sent.POSS_RESEND);
        again("9(Y,X) 0 6 434=1 58=ClOrdID(11) was used before");
        rig.one.g("Z", "other", "5", Sent.POSS_DUP);
        again("9(Z,other) 8 1 37=NONE 434=2 58=unknown order");
        rig.one.g("Z", "other", "6", Sent.POSS_DUP);
        again("9(Z,other) 8 6 37=NONE 434=2 58=ClOrdID(11) was used before");
        rig.one.f("Z", "other", Sent.POSS_DUP);
        again("9(Z,other) 8 6 37=NONE 434=1 58=ClOrdID(11) was used before");
    }

    @Test
    void hasOneSpaceForOrdersCancelsAndReplacesOfAParty() {
        rig.works("X", "100");
        rig.one.g("Y", "X", "120");
        again("8(Y,X) E/E 100/0/100 @0", "8(Y,X) 5/0 120/0/120 @0");

        rig.one.d("Y", "1");
        again("8(Y) 8/0 120/0/120 @0 103=6 58=ClOrdID(11) was used before");
        rig.one.f("X", "Y");
        again("9(X,Y) 0 6 434=1 58=ClOrdID(11) was used before");
        rig.one.f("U", "none");
        again("9(U,none) 8 1 37=NONE 434=1 58=unknown order");
        rig.one.d("U", "1");
        again("8(U) 8/8 1/0/0 @0 37=NONE 103=6 58=ClOrdID(11) was used before");
        rig.same.d("X", "5");
        rig.tells(rig.same.session(), "8(X) A/A 5/0/5 @0", "8(X) 0/0 5/0/5 @0");
    }

    @Test
    void answersForTheOrderThatARequestNamesNotForTheOneWhoseIdItUses() {
        ended("A", "A3");
        rig.works("B", "50");

        rig.one.f("A3", "B");
        again("9(A3,B) 0 6 434=1 58=ClOrdID(11) was used before");
        rig.one.g("A3", "B", "7");
        again("9(A3,B) 0 6 434=2 58=ClOrdID(11) was used before");
        rig.one.f("A3", "B", Sent.POSS_RESEND);
        again("9(A3,B) 0 6 434=1 58=ClOrdID(11) was used before");
        rig.one.f37("A3", rig.orderId("B").value(), "NONE");
        again("9(A3,NONE) 0 6 434=1 58=ClOrdID(11) was used before");
        rig.one.f("A3", "none");
        again("9(A3,none) 8 6 37=NONE 434=1 58=ClOrdID(11) was used before");
        rig.calls("submit O1-1 100", "cancel O1-1", "submit O2-1 50");
    }

    @Test
    void tellsNoRefusalAgainToARequestThatNamesAnotherOrder() {
        rig.works("A", "100");
        rig.venue.then(Step.REJECT);
        rig.one.f("A3", "A");
        again("8(A3,A) 6/6 100/0/100 @0", "9(A3,A) 0 2 434=1 58=no");
        rig.one.f("Z", "other");
        again("9(Z,other) 8 1 37=NONE 434=1 58=unknown order");
        rig.works("B", "50");

        rig.one.f("A3", "B", Sent.POSS_RESEND);
        again("9(A3,B) 0 6 434=1 58=ClOrdID(11) was used before");
        rig.one.f("Z", "B", Sent.POSS_DUP);
        again("9(Z,B) 0 6 434=1 58=ClOrdID(11) was used before");
        rig.calls("submit O1-1 100", "cancel O1-1", "submit O2-1 50");
    }

    @Test
    void answersForAnEndedOrderThatAnotherOnesIdNames() {
        ended("A", "A3");
        ended("B", "B3");

        rig.one.f("A3", "B");
        again("9(A3,B) 4 6 434=1 58=ClOrdID(11) was used before");
        rig.restart();
        rig.one.f("A3", "B3");
        again("9(A3,B3) 4 6 434=1 58=ClOrdID(11) was used before");
    }

    @Test
    void showsNoOrderOfAnotherAccountForAnIdThatWasUsed() {
        rig.works("B", "50");
        rig.two.d("A", "100");
        rig.tells(rig.two.session(), "8(A) A/A 100/0/100 @0", "8(A) 0/0 100/0/100 @0");
        rig.sessions.forget();

        rig.two.f37("A", rig.orderId("B").value(), "NONE");

        rig.tells(rig.two.session(), "9(A,NONE) 8 6 37=NONE 434=1 58=ClOrdID(11) was used before");
    }

    @Test
    void anIdStaysItsFirstOrdersAfterARepeatThatNamesAnother() {
        ended("A", "A3");
        rig.works("B", "50");
        rig.one.f("A3", "B");
        again("9(A3,B) 0 6 434=1 58=ClOrdID(11) was used before");

        rig.one.f("A3", "A", Sent.POSS_RESEND);
        again("8(A3,A) I/4 100/0/0 @0");
        rig.one.h("A3");
        again("8(A3,A) I/4 100/0/0 @0");
        rig.one.f("C", "A3");
        again("9(C,A) 4 0 434=1 58=the order is CANCELED");
        rig.one.f("A3", "A");
        again("9(A3,A) 4 6 434=1 58=ClOrdID(11) was used before");
        rig.calls("submit O1-1 100", "cancel O1-1", "submit O2-1 50");
    }

    /// An order that its client has canceled.
    private void ended(String clOrdId, String cancelId) {
        rig.works(clOrdId, "100");
        rig.one.f(cancelId, clOrdId);
        again("8(%s,%s) 6/6 100/0/100 @0".formatted(cancelId, clOrdId),
                "8(%s,%s) 4/4 100/0/0 @0".formatted(cancelId, clOrdId));
    }

    @Test
    void refusesOrdersAndReplacesThatAreResentTooLate() {
        rig.works("X", "100");
        var hourOld = rig.clock.instant().minusSeconds(3600);

        rig.one.send(rig.one.enter("S", FixClient.limit("1"), rig.one.arrival("D", Sent.POSS_DUP, hourOld)));
        again("8(S) 8/8 1/0/0 @0 37=NONE 103=8 58=resent and first sent more than 30000 ms ago");
        rig.one.send(rig.one.replace("G", "X", "120", rig.one.arrival("G", Sent.POSS_DUP, hourOld)));
        again("9(G,X) 0 99 434=2 58=resent and first sent more than 30000 ms ago");
        rig.one.send(rig.one.enter("X", FixClient.limit("100"), rig.one.arrival("D", Sent.POSS_DUP, hourOld)));
        again("8(X) I/0 100/0/100 @0");
        rig.calls("submit O1-1 100");
    }

    @Test
    void givesRestTheFirstAnswerForTheSameBody() {
        RestClient.Asked first = rig.rest.post("R", "5");
        assertThat(first.text()).isEqualTo("known NEW");

        assertThat(rig.rest.post("R", "5").text()).isEqualTo("repeated NEW");
        assertThat(rig.rest.post("R", "6").text()).isEqualTo("refused " + RejectReason.DUPLICATE_CL_ORD_ID);
        rig.venue.fill(rig.route("R"), "5");
        rig.settle();
        assertThat(rig.rest.post("R", "5").text()).isEqualTo("repeated FILLED");
        rig.restart();
        assertThat(rig.rest.post("R", "5").text()).isEqualTo("repeated FILLED");
        assertThat(rig.venue.calls()).containsOnlyOnce("submit O1-1 5");
    }

    @Test
    void forgetsAnIdWhenItsWindowHasPassed() {
        rig.works("X", "100");
        rig.venue.fill(rig.route("X"), "100");
        again("8(X) F/2 100/100/0 @10 32=100 31=10");
        rig.clock.forward(Duration.ofHours(24).plusSeconds(1));

        rig.one.d("X", "100");

        again("8(X) A/A 100/0/100 @0", "8(X) 0/0 100/0/100 @0");
        assertThat(rig.venue.calls()).isEqualTo(List.of("submit O1-1 100", "submit O2-1 100"));
    }

    @Test
    void checksNoPlainRepeatsWithoutAWindow() {
        rig.close();
        rig = EngineRig.ready(new EngineSettings(1_000, 4, 50, Duration.ofSeconds(10), Duration.ofSeconds(20),
                Duration.ofSeconds(20), Duration.ZERO, Duration.ofSeconds(30)));
        rig.works("X", "100");

        rig.one.d("X", "100", Sent.POSS_DUP);
        again("8(X) I/0 100/0/100 @0");
        rig.one.d("X", "7");
        again("8(X) A/A 7/0/7 @0", "8(X) 0/0 7/0/7 @0");
        rig.one.f("Y", "X");
        again("8(Y,X) 6/6 7/0/7 @0", "8(Y,X) 4/4 7/0/0 @0");
    }
}
