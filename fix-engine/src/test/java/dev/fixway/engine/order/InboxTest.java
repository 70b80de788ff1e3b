package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.order.OrderDesk.Admission;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Room on the inbox by classes, and the lane for what finds none.
class InboxTest {
    private final EngineRig rig = EngineRig.ready(new EngineSettings(20, 2, 50, Duration.ofSeconds(10),
            Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofHours(24), Duration.ofSeconds(30)));

    @BeforeEach
    void holdTheEngine() {
        rig.works("X", "100");
        rig.ledger.commits.shut();
        rig.one.f("first", "none");
        soon().until(() -> rig.ledger.commits.waiting() == 1);
        for (int i = 0; i < 16; i++) {
            assertThat(rig.two.d("T" + i, "1")).isEqualTo(Admission.TAKEN);
        }
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void turnsOrdersAndReplacesAwayAtEightyPercentAndTheRestWhenFull() {
        assertThat(rig.one.d("D", "1")).isEqualTo(Admission.BUSY);
        assertThat(rig.one.g("G", "X", "120")).isEqualTo(Admission.BUSY);
        assertThat(rig.rest.post("R", "1").text()).isEqualTo("busy");
        for (int i = 0; i < 4; i++) {
            assertThat(rig.one.f("F" + i, "X")).isEqualTo(Admission.TAKEN);
        }
        assertThat(rig.one.f("F5", "X")).isEqualTo(Admission.BUSY);
        assertThat(rig.one.h("X")).isEqualTo(Admission.BUSY);
    }

    @Test
    void neverDropsWhatVenuesSay() {
        for (int i = 0; i < 4; i++) {
            rig.one.h("X");
        }
        Thread venue = Thread.startVirtualThread(() -> rig.venue.fill(rig.route("X"), "10"));
        soon().until(() -> venue.getState() == Thread.State.TIMED_WAITING);

        rig.ledger.commits.open();

        soon().until(() -> rig.sessions.of(rig.one.session()).contains("8(X) F/1 100/10/90 @10 32=10 31=10"));
    }

    @Test
    void refusesWhatWasLeftInTheLaneWithTheNextGroup() {
        var order = rig.one.enter("D", FixClient.limit("1"), rig.one.arrival("D", FixClient.Sent.PLAIN, null));
        var cancel = rig.one.cancel("F", null, "X", FixClient.Sent.PLAIN);
        assertThat(rig.engine.deny(order)).isTrue();
        assertThat(rig.engine.deny(cancel)).isTrue();
        assertThat(rig.engine.deny(rig.one.ask("X"))).isFalse();
        assertThat(rig.engine.deny(rig.same.ask("X"))).isTrue();

        rig.ledger.commits.open();

        rig.tells(rig.one.session(), "9(first,none) 8 1 37=NONE 434=1 58=unknown order",
                "8(D) 8/8 1/0/0 @0 37=NONE 103=0 58=too busy", "j 4");
        rig.tells(rig.same.session(), "j 4");
        rig.sessions.forget();
        // Each is read from the ledger by itself: only the order per id is promised.
        rig.one.d("D", "1", FixClient.Sent.POSS_DUP);
        rig.tells(rig.one.session(), "8(D) 8/8 1/0/0 @0 37=NONE 103=0 58=too busy");
        rig.one.f("F", "X");
        rig.tells(rig.one.session(), "8(D) 8/8 1/0/0 @0 37=NONE 103=0 58=too busy",
                "9(F,X) 0 6 434=1 58=ClOrdID(11) was used before");
    }

    @Test
    void tellsNoRepeatOfALivingOrderThatItWasRejected() {
        rig.engine.deny(rig.one.enter("X", FixClient.limit("100"),
                rig.one.arrival("D", FixClient.Sent.POSS_DUP, rig.clock.instant())));

        rig.ledger.commits.open();

        rig.tells(rig.one.session(), "9(first,none) 8 1 37=NONE 434=1 58=unknown order", "j 4");
    }

    @Test
    void usesUpNoIdOnRest() {
        assertThat(rig.rest.post("R", "1").text()).isEqualTo("busy");

        rig.ledger.commits.open();
        rig.settle();

        assertThat(rig.rest.post("R", "1").text()).isEqualTo("known NEW");
    }

    @Test
    void keepsADeniedIdAwayFromStatusRequestsAfterARestart() {
        rig.engine.deny(rig.one.ask("later"));
        rig.ledger.commits.open();
        rig.tells(rig.one.session(), "9(first,none) 8 1 37=NONE 434=1 58=unknown order", "j 4");
        rig.restart();
        rig.sessions.forget();

        rig.one.d("later", "1");

        rig.tells(rig.one.session(), "8(later) A/A 1/0/1 @0", "8(later) 0/0 1/0/1 @0");
    }
}
