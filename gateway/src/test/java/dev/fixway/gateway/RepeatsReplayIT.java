package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.session.FixMessage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

/// A client asks everything again, plainly and as repeats; `fixway replay` finds no breaks in what comes of it.
class RepeatsReplayIT extends VenueScenes {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HH:mm:ss.SSS")
            .withZone(ZoneOffset.UTC);
    private static final String UNSUPPORTED = terms("100") + "|111=10";

    @Test
    void ordersAndRequestsAskedAgain() {
        working();
        asksForTheOrderAgain("0");
        asksForARefusedOrderAgain();
        asksForARefusedCancelAgain();
        trades("115=ELSE|");
        assertThat(peer.next().pick(35, 380)).isEqualTo("35=j|380=7");
        asksForAPendingCancelAgain();
        asksForTheOrderAgain("4");
        peer.logout();
        gateway.close();

        Ran replay = fixway("replay", folder.resolve("data/fix/log").toString());

        assertThat(replay.out()).contains("no breaks");
        assertThat(replay.code()).isZero();
        openGateway();
        gateway.logon(peer);
    }

    private void asksForTheOrderAgain(String status) {
        enter(terms("100"));
        assertThat(peer.next().pick(11, 150, 39, 103)).isEqualTo("11=X|150=8|39=" + status + "|103=6");
        repeat("D", "11=X|" + terms("100"));
        assertThat(peer.next().pick(11, 150, 39)).isEqualTo("11=X|150=I|39=" + status);
        String now = TIME.format(Instant.now());
        peer.send("35=D|43=Y|122=" + now + "|60=" + now + "|11=X|" + terms("100"));
        assertThat(peer.next().pick(11, 150, 39)).isEqualTo("11=X|150=I|39=" + status);
    }

    private void asksForARefusedOrderAgain() {
        peer.order("R", UNSUPPORTED);
        FixMessage refused = peer.next();
        assertThat(refused.pick(11, 37, 150, 39)).isEqualTo("11=R|37=NONE|150=8|39=8");
        for (int i = 0; i < 2; i++) {
            repeat("D", "11=R|" + UNSUPPORTED);
            assertThat(peer.next().content()).isEqualTo(refused.content());
        }
        repeat("D", "11=R|" + terms("90"));
        FixMessage other = peer.next();
        assertThat(other.pick(11, 38, 150, 39, 103)).isEqualTo("11=R|38=90|150=8|39=8|103=6");
        assertThat(other.get(17)).isNotEqualTo(refused.get(17));
    }

    private void asksForARefusedCancelAgain() {
        cancel("N", "none");
        FixMessage refused = peer.next();
        assertThat(refused.pick(35, 11, 39, 102)).isEqualTo("35=9|11=N|39=8|102=1");
        repeat("F", "11=N|41=none|55=AAPL|54=1");
        assertThat(peer.next().content()).isEqualTo(refused.content());
    }

    private void asksForAPendingCancelAgain() {
        cancelHeld("C", "X", "8(C,X) 6/6 100/0/100 @0");
        cancel("C", "X");
        assertThat(peer.next().pick(35, 11, 39, 102)).isEqualTo("35=9|11=C|39=6|102=6");
        repeat("F", "11=C|41=X|55=AAPL|54=1");
        assertThat(peer.next().pick(11, 150, 39)).isEqualTo("11=C|150=I|39=6");
        fills("20");
        tells("8(X) F/6 100/20/80 @10 32=20 31=10");
        confirms();
        tells("8(C,X) 4/4 100/20/0 @10" + ASKED);
    }

    private void trades(String header) {
        peer.send("35=D|" + header + "11=T|60=" + TIME.format(Instant.now()) + '|' + terms("100"));
    }

    private void repeat(String msgType, String fields) {
        peer.send("35=" + msgType + "|97=Y|60=" + TIME.format(Instant.now()) + '|' + fields);
    }
}
