package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Command.SwitchKill.Act;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.KillState;
import dev.fixway.engine.domain.Life;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.order.ScriptedVenue.Step;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The kill switch against whatever is under way.
class KillSwitchTest {
    private static final Handling REDUCES = new Handling(true, false, false, null, null, null, null);
    private final EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    private String[] told(String clOrdId) {
        return rig.sessions.of(rig.one.session())
                .stream()
                .filter(report -> report.startsWith("8(" + clOrdId))
                .toArray(String[]::new);
    }

    @Test
    void cancelsWhatIsOpenOfEveryAccountAndTellsWhoEnteredIt() {
        rig.works("X", "100");
        rig.two.d("Y", "7");
        rig.rows("Y", "ORDER_RECEIVED", "ROUTED", "ACKNOWLEDGED");

        assertThat(rig.rest.kill(Act.SWITCH_ON).text()).isEqualTo("kill on open 2");

        rig.tells(rig.one.session(), "8(X) 6/6 100/0/100 @0",
                "8(X) 4/4 100/0/0 @0 58=canceled by the kill switch");
        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "ACKNOWLEDGED", "CANCEL_REQUESTED", "CANCEL_ROUTED",
                "CANCEL_ACCEPTED");
        rig.rows("Y", "ORDER_RECEIVED", "ROUTED", "ACKNOWLEDGED", "CANCEL_REQUESTED", "CANCEL_ROUTED",
                "CANCEL_ACCEPTED");
        assertThat(rig.rest.kill(Act.SHOW).text()).isEqualTo("kill on open 0");
        assertThat(rig.engine.status().kill().isOn()).isTrue();
    }

    @Test
    void recordsWhoSwitchesItAndWhyOnce() {
        rig.rest.kill(Act.RELEASE).answer();
        rig.rest.kill(Act.SWITCH_ON).answer();
        rig.rest.kill(Act.SWITCH_ON).answer();
        rig.rest.kill(Act.SHOW).answer();
        rig.rest.kill(Act.RELEASE).answer();

        assertThat(rig.ledger.rows()
                .stream()
                .filter(row -> row.type() == EventType.KILL_TRIGGERED || row.type() == EventType.KILL_RELEASED)
                .map(row -> row.type() + " " + row.text(LedgerField.ACTOR_TYPE) + " " + row.text(LedgerField.ACTOR_ID)
                        + " " + row.text(LedgerField.REASON_TEXT)))
                .containsExactly("KILL_TRIGGERED OPERATOR jane test run", "KILL_RELEASED OPERATOR jane test run");
    }

    @Test
    void refusesOrdersAndReplacesUntilItIsReleased() {
        rig.works("X", "100");
        rig.venue.replies.shut();
        rig.rest.kill(Act.SWITCH_ON).answer();
        rig.sessions.forget();

        rig.one.d("A", "1");
        rig.one.g("B", "X", "50");
        assertThat(rig.rest.post("R", "1").text()).isEqualTo("refused KILL_SWITCH");
        assertThat(rig.rest.patch(rig.orderId("X"), "50").text())
                .isEqualTo("request refused KILL_SWITCH PENDING_CANCEL");

        rig.tells(rig.one.session(),
                "8(A) 8/8 1/0/0 @0 37=NONE 103=99 58=KILL_SWITCH: no orders are taken",
                "9(B,X) 6 99 434=2 58=KILL_SWITCH: no orders are taken");
        LedgerEvent denied = rig.ledger.rows()
                .stream()
                .filter(row -> row.type() == EventType.ORDER_DENIED)
                .findFirst()
                .orElseThrow();
        assertThat(denied.text(LedgerField.RISK_DECISION)).isEqualTo("REJECTED");
        assertThat(denied.text(LedgerField.RISK_RULE)).isEqualTo("KILL_SWITCH");
        rig.venue.replies.open();
        assertThat(rig.rest.kill(Act.RELEASE).text()).isEqualTo("kill off open 0");
        assertThat(rig.rest.post("R2", "1").text()).isEqualTo("known NEW");
    }

    @Test
    void letsExitsPassAndLeavesThemOpen() {
        rig.rest.kill(Act.SWITCH_ON).answer();

        assertThat(rig.rest.post("E", FixClient.limit("5"), REDUCES).text()).isEqualTo("known NEW");
        assertThat(rig.rest.close("pos-1", "aa", "2", "10", Long.MAX_VALUE).text()).isEqualTo("known NEW");
        assertThat(rig.rest.kill(Act.SWITCH_ON).text()).isEqualTo("kill on open 0");

        rig.restart();
        rig.rows("E", "ORDER_RECEIVED", "ROUTED", "ACKNOWLEDGED");
    }

    @Test
    void sendsNothingThatWasDecidedWithIt() {
        rig.works("X", "100");
        rig.ledger.commits.shut();
        RestClient.Asked first = rig.rest.post("W", "1");
        soon().until(() -> rig.ledger.commits.waiting() == 1);
        rig.one.d("A", "3");
        rig.one.g("B", "X", "50");
        RestClient.Asked kill = rig.rest.kill(Act.SWITCH_ON);

        rig.ledger.commits.open();

        assertThat(kill.answer()).isInstanceOf(Answer.Kill.class);
        soon().until(() -> rig.order("A").phase().isFinal() && rig.order("X").phase().isFinal()
                && rig.order("W").phase().isFinal());
        first.answer();
        assertThat(told("A")).containsExactly("8(A) A/A 3/0/3 @0", "8(A) 6/6 3/0/3 @0",
                "8(A) 8/8 3/0/0 @0 103=99 58=KILL_SWITCH: not sent");
        assertThat(rig.venue.calls()).noneMatch(call -> call.startsWith("replace"))
                .noneMatch(call -> call.startsWith("submit") && call.endsWith(" 3"));
        assertThat(rig.sessions.of(rig.one.session()))
                .contains("9(B,X) 6 99 434=2 58=KILL_SWITCH: not sent");
    }

    @Test
    void cancelsWhatIsInDoubtWhenItIsFound() {
        rig.venue.unreachable(true);
        rig.venue.then(Step.UNKNOWN_ARRIVED);
        assertThat(rig.rest.post("R", "5").text()).isEqualTo("known PENDING_NEW");
        rig.rest.kill(Act.SWITCH_ON).answer();
        rig.settle();
        assertThat(rig.order("R").phase().isFinal()).isFalse();

        rig.venue.unreachable(false);

        soon().until(() -> rig.order("R").phase().isFinal());
        assertThat(rig.venue.isEnded(rig.route("R"))).isTrue();
        assertThat(rig.rest.kill(Act.SHOW).text()).isEqualTo("kill on open 0");
    }

    @Test
    void asksAgainForACancelThatTheVenueRefused() {
        rig.works("X", "100");
        rig.venue.then(Step.REJECT, Step.ACCEPT);

        rig.rest.kill(Act.SWITCH_ON).answer();

        soon().until(() -> rig.order("X").phase().isFinal());
        assertThat(rig.venue.calls()).filteredOn(call -> call.startsWith("cancel")).hasSize(2);
    }

    @Test
    void sendsNoOrderThatItsClientWithdrew() {
        rig.ledger.commits.shut();
        RestClient.Asked held = rig.rest.post("H", "1");
        soon().until(() -> rig.ledger.commits.waiting() == 1);
        RestClient.Asked withdrawn = rig.rest.withdrawn("W", "3");
        RestClient.Asked kill = rig.rest.kill(Act.SWITCH_ON);

        rig.ledger.commits.open();

        kill.answer();
        held.answer();
        soon().until(() -> rig.order("W").phase().isFinal());
        assertThat(withdrawn.text()).isEqualTo("known REJECTED");
        assertThat(rig.venue.calls()).noneMatch(call -> call.endsWith(" 3"));
    }

    @Test
    void isNotOnWhenItsCommitFails() {
        rig.works("X", "100");
        rig.ledger.failAppends("the disk is full");

        assertThat(rig.rest.kill(Act.SWITCH_ON).text()).isEqualTo("unavailable");

        assertThat(rig.venue.calls()).containsExactly("submit O1-1 100");
        assertThat(rig.one.d("Y", "1")).isEqualTo(OrderDesk.Admission.UNAVAILABLE);
    }

    @Test
    void goesOnBehindACrash() {
        rig.works("X", "100");
        rig.venue.arrivals.shut();
        rig.rest.kill(Act.SWITCH_ON).answer();
        soon().until(() -> rig.venue.arrivals.waiting() == 1);

        rig.restart();

        assertThat(rig.engine.status().kill()).isInstanceOf(KillState.On.class);
        soon().until(() -> rig.order("X").phase().isFinal());
        assertThat(rig.rest.post("R", "1").text()).isEqualTo("refused KILL_SWITCH");
        rig.tells(rig.one.session(), "8(X) 6/6 100/0/100 @0",
                "8(X) 4/4 100/0/0 @0 58=canceled by the kill switch");
    }

    @Test
    void isShownToWhoeverHasTheAnswer() {
        AtomicReference<KillState> shown = new AtomicReference<>();

        rig.engine.offer(new Command.SwitchKill(Act.SWITCH_ON, "test run",
                new Party(Edge.OPERATOR, "jane", new AccountId("-")), Arrival.internal(rig.clock.instant()),
                _ -> shown.set(rig.engine.status().kill())));

        soon().until(() -> shown.get() != null);
        assertThat(shown.get()).isInstanceOf(KillState.On.class);
    }

    @Test
    void staysAsItIsOverSnapshots() {
        rig.rest.kill(Act.SWITCH_ON).answer();
        KillState before = rig.engine.status().kill();
        rig.stopAndStart();
        KillState after = rig.engine.status().kill();
        rig.rest.kill(Act.RELEASE).answer();
        rig.stopAndStart();

        assertThat(after).isEqualTo(before);
        assertThat(rig.engine.status().kill()).isEqualTo(KillState.off());
    }

    @Test
    void cancelsAnOrderThatABustOpensAgain() {
        rig.works("X", "100");
        rig.rest.post("R", "5").answer();
        var fillId = rig.venue.fill(rig.route("X"), "100");
        soon().until(() -> rig.order("X").phase().isFinal());
        rig.rest.kill(Act.SWITCH_ON).answer();
        soon().until(() -> rig.order("R").phase().isFinal());

        rig.venue.bust(rig.route("X"), fillId);

        soon().until(() -> rig.order("X").life().end() == Life.End.CANCELED);
        assertThat(rig.venue.isEnded(rig.route("X"))).isTrue();
    }
}
