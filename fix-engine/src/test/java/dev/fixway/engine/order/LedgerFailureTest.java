package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// When the ledger cannot be written nothing leaves, and nobody is left waiting.
class LedgerFailureTest {
    private final EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void letsNothingOutWhenACommitFails() {
        rig.works("X", "100");
        rig.ledger.failAppends("the disk is full");

        rig.one.d("Y", "1");

        soon().until(() -> rig.engine.status().state() == EngineStatus.State.FAILED);
        assertThat(rig.deeds).isEmpty();
        assertThat(rig.venue.calls()).containsExactly("submit O1-1 100");
        assertThat(rig.sessions.closedReasons()).containsExactly("the ledger cannot be written: the disk is full");
        assertThat(rig.one.d("Z", "1")).isEqualTo(OrderDesk.Admission.UNAVAILABLE);
    }

    @Test
    void answersEverybodyWhoWaitsWhenACommitFails() {
        rig.venue.replies.shut();
        RestClient.Asked waits = rig.rest.post("W", "5");
        rig.calls("submit O1-1 5");
        rig.one.d("E", "1");
        rig.two.d("E", "1");
        rig.ledger.reads.shut();
        RestClient.Asked parked = rig.rest.delete(dev.fixway.engine.domain.OrderId.of("T3ST", 1));
        rig.settle();
        rig.ledger.commits.shut();
        RestClient.Asked inHand = rig.rest.post("P", "5");
        soon().until(() -> rig.ledger.commits.waiting() == 1);
        RestClient.Asked queued = rig.rest.post("Q", "5");
        rig.ledger.failAppends("the disk is full");

        rig.ledger.commits.open();

        assertThat(inHand.text()).isEqualTo("unavailable");
        assertThat(queued.text()).isEqualTo("unavailable");
        assertThat(parked.text()).isEqualTo("unavailable");
        assertThat(waits.text()).isEqualTo("known PENDING_NEW");
        rig.venue.replies.open();
        rig.engine.close();
        assertThat(rig.engine.status().state()).isEqualTo(EngineStatus.State.FAILED);
    }

    @Test
    void failsClosedWhenTheVeryFirstCommitFails() {
        rig.crash();
        rig.ledger.failAppends("read-only");

        rig.engine.start(rig.sessions);

        soon().until(() -> rig.engine.status().state() == EngineStatus.State.FAILED);
        assertThat(rig.sessions.closedReasons()).contains("the ledger cannot be written: read-only");
        assertThat(rig.one.d("X", "1")).isEqualTo(OrderDesk.Admission.UNAVAILABLE);
    }

    @Test
    void leavesNoProviderWaitingForRoomWhenItHasEnded() {
        rig.works("X", "100");
        rig.ledger.failAppends("the disk is full");
        rig.one.d("Y", "1");
        soon().until(() -> rig.engine.status().state() == EngineStatus.State.FAILED);

        for (int i = 0; i < 1_100; i++) {
            rig.venue.acknowledge(rig.route("X"));
        }

        assertThat(rig.engine.inboxSize()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void goesOnWhereTheLedgerEnds() {
        rig.works("X", "100");
        rig.ledger.failAppends("the disk is full");
        rig.one.f("Y", "X");
        soon().until(() -> rig.engine.status().state() == EngineStatus.State.FAILED);

        rig.restart();
        rig.one.f("Y", "X", FixClient.Sent.POSS_DUP);

        rig.tells(rig.one.session(), "8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0");
    }

    @Test
    void answersRestBeforeItStops() {
        rig.venue.replies.shut();
        RestClient.Asked waits = rig.rest.post("W", "5");
        rig.calls("submit O1-1 5");

        rig.engine.close();

        assertThat(waits.text()).isEqualTo("known PENDING_NEW");
        assertThat(rig.ledger.rows().getLast().type().name()).isEqualTo("GATEWAY_STOPPED");
    }
}
