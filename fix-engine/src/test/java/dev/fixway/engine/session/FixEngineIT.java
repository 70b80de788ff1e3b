package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Orders, cancels and restarts through FIX edge and engine.
class FixEngineIT extends FixEngineTest {
    private static final String LIMIT = "55=AAPL|54=1|38=10|40=2|44=9.50|59=1";

    @Test
    void takesAnOrderAllTheWay() {
        peer.logon(port());

        peer.order("A1", "55=AAPL|54=1|38=10|40=1");

        assertThat(peer.next(3)).extracting(m -> m.pick(150, 39, 11, 14, 151, 6))
                .containsExactly("150=A|39=A|11=A1|14=0|151=10|6=0", "150=0|39=0|11=A1|14=0|151=10|6=0",
                        "150=F|39=2|11=A1|14=10|151=0|6=10");
    }

    @Test
    void replacesCancelsAndAsks() {
        peer.logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);

        peer.request("G", "A2", "A1", "55=AAPL|54=1|38=20|40=2|44=9.6|59=1");
        assertThat(peer.next(2)).extracting(m -> m.pick(150, 39, 11, 41, 38))
                .containsExactly("150=E|39=E|11=A2|41=A1|38=10",
                        "150=5|39=0|11=A2|41=A1|38=20");
        peer.send("35=H|11=A2|55=AAPL|54=1");
        assertThat(peer.next().pick(150, 39, 11, 38)).isEqualTo("150=I|39=0|11=A2|38=20");
        peer.request("F", "A3", "A2", "55=AAPL|54=1");
        assertThat(peer.next(2)).extracting(m -> m.pick(150, 39, 11, 41))
                .containsExactly("150=6|39=6|11=A3|41=A2",
                        "150=4|39=4|11=A3|41=A2");
        peer.request("F", "A4", "A3", "55=AAPL|54=1");
        assertThat(peer.next().pick(35, 11, 434)).isEqualTo("35=9|11=A4|434=1");
    }

    @Test
    void recordsAndAnswersFaults() {
        peer.logon(port());

        peer.order("A1", "55=AAPL|54=1|38=0|40=1");
        peer.order("A2", LIMIT);
        peer.next();
        peer.next(2);
        peer.order("A2", LIMIT);

        assertThat(peer.next().pick(35, 150, 39, 103)).isEqualTo("35=8|150=8|39=0|103=6");
    }

    @Test
    void goesOnAfterRestart() {
        peer.logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        peer.logout();
        stop();
        start();

        peer.logon(port());
        peer.request("F", "A2", "A1", "55=AAPL|54=1");

        assertThat(peer.next(2)).extracting(m -> m.pick(150, 11, 41))
                .containsExactly("150=6|11=A2|41=A1",
                        "150=4|11=A2|41=A1");
        assertThat(venue.submitted).isEmpty();
    }

    @Test
    void nothingLeavesWhenTheCommitFails() {
        peer.logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        ledger.failing = true;

        peer.order("A2", LIMIT);

        peer.expectClosed();
        assertThat(venue.submitted).hasSize(1);
        stop();
        ledger.failing = false;
        start();
        peer.logon(port());
        assertThat(peer.next(2)).extracting(m -> m.pick(150, 11)).containsExactly("150=A|11=A2", "150=0|11=A2");
    }

    @Test
    void resetTellsOpenOrders() {
        peer.logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        peer.logout();

        peer.logonWithReset(port());

        assertThat(peer.next(3)).extracting(m -> m.pick(150, 11, 97))
                .containsExactly("150=A|11=A1|97=Y",
                        "150=0|11=A1|97=Y", "150=I|11=A1|97=");
    }

    @Test
    void refusesAnHourOldOrderThatItDoesNotKnow() {
        peer.logon(port());
        Instant now = Instant.now();
        String time = FixPeer.TIME.format(now);
        String old = "43=Y|122=" + FixPeer.TIME.format(now.minus(Duration.ofHours(1))) + "|60=" + time + "|";

        peer.send("35=D|" + old + "11=A1|55=AAPL|54=1|38=10|40=1");
        peer.send("35=G|" + old + "11=A2|41=A0|55=AAPL|54=1|38=10|40=1");
        peer.send("35=D|43=Y|122=" + time + "|60=" + time + "|11=A3|55=AAPL|54=1|38=10|40=1");

        assertThat(peer.next(3)).extracting(m -> m.pick(35, 150, 39, 11, 103, 102))
                .containsExactly("35=8|150=8|39=8|11=A1|103=8|102=", "35=9|150=|39=8|11=A2|103=|102=99",
                        "35=8|150=A|39=A|11=A3|103=|102=");
        assertThat(venue.submitted).hasSizeLessThanOrEqualTo(1);
    }
}
