package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.ledger.QueryLagException;
import dev.fixway.engine.order.ScriptedVenue.Step;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A process that ends in each state, and the next one on the same ledger and venue.
class RestartTest {
    private final EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void asksAboutARouteWithoutOutcomeThatArrived() {
        rig.venue.replies.shut();
        rig.one.d("X", "100");
        soon().until(() -> rig.venue.replies.waiting() == 1);

        rig.restart();

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 0/0 100/0/100 @0");
        rig.calls("submit O1-1 100", "lookUp O1-1");
        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "ROUTE_UNKNOWN", "ROUTE_RESOLVED", "ACKNOWLEDGED");
    }

    @Test
    void rejectsARouteWithoutOutcomeThatNeverArrived() {
        rig.venue.arrivals.shut();
        rig.one.d("X", "100");
        rig.calls("submit O1-1 100");

        rig.restart();

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 8/8 100/0/0 @0 103=0 58=not at the venue");
        rig.calls("submit O1-1 100", "lookUp O1-1");
    }

    @Test
    void callsAnOpenCancelThatWasNotCalled() {
        rig.venue.replies.shut();
        rig.one.d("X", "100");
        rig.one.f("Y", "X");
        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(Y,X) 6/6 100/0/100 @0");
        soon().until(() -> !rig.venue.book().isEmpty());

        rig.restart();

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(Y,X) 6/6 100/0/100 @0", "8(X) 0/6 100/0/100 @0",
                "8(Y,X) 4/4 100/0/0 @0");
        rig.calls("submit O1-1 100", "lookUp O1-1", "cancel O1-1");
    }

    @Test
    void callsACancelAgainThatWasCalledAndLost() {
        rig.works("X", "100");
        rig.venue.arrivals.shut();
        rig.one.f("Y", "X");
        rig.calls("submit O1-1 100", "cancel O1-1");

        rig.restart();

        rig.tells(rig.one.session(), "8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0");
        rig.calls("submit O1-1 100", "cancel O1-1", "lookUp O1-1", "cancel O1-1");
    }

    @Test
    void refusesAnOpenReplaceWithoutARoute() {
        rig.venue.replies.shut();
        rig.one.d("X", "100");
        rig.one.g("Y", "X", "120");
        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(Y,X) E/E 100/0/100 @0");

        rig.crash().start();

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(Y,X) E/E 100/0/100 @0",
                "9(Y,X) A 99 434=2 58=not sent before the restart");
        rig.connect();
        rig.calls("submit O1-1 100", "lookUp O1-1");
    }

    @Test
    void neverCallsAReplaceOfThePastWhenANewRequestComesBeforeTheVenue() {
        rig.works("X", "100");
        rig.venue.arrivals.shut();
        rig.one.g("Y", "X", "120");
        rig.one.g("Z", "Y", "130");
        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(Z,X) E/E 120/0/120 @0");
        rig.crash().start();

        rig.one.f("C", "X");
        rig.settle();
        rig.connect();

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(Z,X) E/E 120/0/120 @0",
                "9(Z,X) E 99 434=2 58=not sent before the restart", "8(C,X) 6/6 100/0/100 @0",
                "9(Y,X) 6 2 434=2 58=the venue has not changed the order", "8(C,X) 4/4 100/0/0 @0");
        rig.calls("submit O1-1 100", "replace O1-1 120", "lookUp O1-1", "cancel O1-1");
    }

    @Test
    void reportsWhatHappenedInBetweenOnce() {
        rig.works("X", "100");
        FillId first = rig.venue.fill(rig.route("X"), "10");
        rig.tells(rig.one.session(), "8(X) F/1 100/10/90 @10 32=10 31=10");
        rig.crash();
        rig.venue.fill(rig.route("X"), "20");

        rig.start().connect();
        rig.venue.repeat(rig.route("X"));

        rig.tells(rig.one.session(), "8(X) F/1 100/10/90 @10 32=10 31=10", "8(X) F/1 100/30/70 @10 32=20 31=10");
        assertThat(rig.order("X").executions().known().getFirst().fillId()).isEqualTo(first);
    }

    @Test
    void recoversTheSameFromASnapshotAndItsTailAsFromEverything() {
        rig.works("X", "100").works("Y", "50").works("Z", "10");
        FillId taken = rig.venue.fill(rig.route("Z"), "10");
        rig.one.d("X", "1");
        rig.one.f("U", "unknown");
        rig.rest.post("R", "7").answer();
        rig.stopAndStart();
        FillId fill = rig.venue.fill(rig.route("X"), "10");
        rig.venue.bust(rig.route("X"), fill);
        rig.venue.bust(rig.route("Z"), taken);
        rig.venue.then(Step.TAKE);
        rig.one.g("X2", "X", "120");
        soon().until(() -> rig.venue.calls().contains("replace O1-1 120"));
        rig.one.f("Y2", "Y");
        rig.two.d("T", "5");
        soon().until(() -> rig.order("Y").isTerminal() && rig.typesOf("X").contains("REPLACE_ROUTED")
                && rig.typesOf("T").contains("ACKNOWLEDGED"));
        rig.settle();

        RecoveredState fast = Recovery.of(rig.ledger);
        rig.ledger.forgetSnapshots();
        RecoveredState whole = Recovery.of(rig.ledger);
        RecoveredState forgetful = Recovery.of(rig.ledger, 0);

        assertThat(fast.openOrders()).containsExactlyInAnyOrderElementsOf(whole.openOrders());
        assertThat(fast.openOrders().stream().map(o -> String.valueOf(o.intent().clOrdId())))
                .containsExactlyInAnyOrder("X", "R", "T", "Z");
        assertThat(forgetful.openOrders()).containsExactlyInAnyOrderElementsOf(whole.openOrders());
        assertThat(fast.usedIds().size()).isEqualTo(whole.usedIds().size());
        assertThat(fast.lastNumber()).isEqualTo(whole.lastNumber());
    }

    /// After a burst the query side is behind for longer than one read waits.
    @Test
    void waitsForAQuerySideThatGetsOn() {
        rig.works("X", "100");
        FillId fill = rig.venue.fill(rig.route("X"), "100");
        soon().until(() -> rig.order("X").isTerminal());
        rig.stopAndStart();
        rig.venue.bust(rig.route("X"), fill);
        rig.tells(rig.one.session(), "8(X) F/2 100/100/0 @10 32=100 31=10", "8(X) H/0 100/0/100 @0 32=0 31=10 19=3");
        rig.crash();

        rig.ledger.lag(9_000L, 4_000L);
        assertThat(Recovery.of(rig.ledger).openOrders()).hasSize(1);
        rig.ledger.lag(9_000L, 9_000L);
        assertThatThrownBy(() -> Recovery.of(rig.ledger)).isInstanceOf(QueryLagException.class);
    }

    @Test
    void neverGivesAnIdTwice() {
        rig.one.f("U", "unknown");
        rig.works("X", "100");
        rig.one.d("X", "1");
        rig.one.d("X", "2");
        rig.restart();

        rig.one.d("X", "3");
        rig.works("Y", "100");

        List<String> ids = rig.ledger.rows()
                .stream()
                .map(row -> row.get(dev.fixway.engine.ledger.LedgerField.EXEC_ID))
                .filter(id -> id != null)
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(rig.orderId("Y")).isGreaterThan(rig.orderId("X"));
    }

    @Test
    void doesNotTakeALostProviderForReadyWhenAnOldReconciliationIsTriedAgain() {
        rig.works("X", "100");
        rig.venue.unreachable(true);
        rig.venue.lose("gone");
        rig.venue.connect();
        rig.settle();
        rig.venue.lose("gone again");
        rig.venue.unreachable(false);
        soon().until(() -> rig.engine.status().providers().get(ScriptedVenue.ID) == EngineStatus.ProviderState.LOST);

        org.awaitility.Awaitility.await()
                .during(java.time.Duration.ofMillis(2_300))
                .atMost(java.time.Duration.ofSeconds(5))
                .until(() -> rig.engine.status()
                        .providers()
                        .get(ScriptedVenue.ID) == EngineStatus.ProviderState.LOST);
    }

    @Test
    void keepsAnOrderWhoseProviderIsNotThereAnyMore() {
        rig.works("X", "100");
        OrderId orderId = rig.orderId("X");
        RouteId route = rig.route("X");
        rig.crash();
        rig.engine.close();
        rig.ledger = rig.ledger.forNextEngine();
        rig.engine = new OrderEngine(EngineRig.SETTINGS, rig.ledger, rig.clock,
                new ReportRouting(List.of(), java.util.Map.of()), List.of());
        rig.start();

        rig.one.f("Y", "X");

        rig.tells(rig.one.session(), "9(Y,X) 0 2 434=1 58=there is no provider mock");
        assertThat(rig.engine.status().state()).isEqualTo(EngineStatus.State.RUNNING);
        assertThat(rig.venue.isEnded(route)).isFalse();
        assertThat(rig.rowsOf(orderId)).extracting(row -> row.type().name()).contains("ALARM_RAISED");
    }
}
