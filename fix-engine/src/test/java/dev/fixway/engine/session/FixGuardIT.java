package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a connection may use up; whatever one does, another session goes on trading.
class FixGuardIT extends FixServerTest {
    private static final String LIMIT = "55=X|54=1|38=1|40=2|44=1";
    private static final int SIZE_MAX = 64 << 10;
    private static final int PARKED_MAX = 20;
    private static final Duration GAP_MAX = Duration.ofSeconds(2);
    private static final int CONNECTIONS_MAX = 12;
    private static final int PER_ADDRESS_MAX = 8;

    @Override
    FixSettings.Limits limits() {
        return new FixSettings.Limits(SIZE_MAX, Duration.ofMillis(600), UNWRITTEN_MAX, Duration.ofSeconds(30),
                CONNECTIONS_MAX, PER_ADDRESS_MAX, PARKED_MAX, GAP_MAX);
    }

    @AfterEach
    void anotherSessionTrades() {
        FixPeer other = peer("CLIENT2").logon(port());
        other.order("OTHER", LIMIT);
        assertThat(other.next(2)).extracting(m -> m.pick(150, 11)).containsExactly("150=A|11=OTHER", "150=0|11=OTHER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8=FIX.4.4|9=65600|35=A|", "8=FIX.4.4|9=2000000000|35=A|",
            "8=FIX.4.4|9=99999999999999999999",
            "8=FIX.4.4|9=00000000000000000000000000"})
    void closesBeforeItBuffers(String begin) {
        FixPeer stranger = peer("CLIENT1").connect(port());

        stranger.sendRaw(bytes(begin));

        stranger.expectClosed();
        assertThat(refused(Refusals.Reason.MESSAGE_TOO_LONG)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
            "8=FIX.4.4|9=|35=A|",
            "8=FIX.4.4|9=-5|35=A|", "8=FIX.4.4|9=5|35=A|49=CLIENT1|56=FIXWAY|34=1|10=000|", "8=FIX.4.4|35=A|9=5|"})
    void closesWhatIsNoMessage(String garbage) {
        FixPeer stranger = peer("CLIENT1").connect(port());

        stranger.sendRaw(bytes(garbage));

        stranger.expectClosed();
        assertThat(refused(Refusals.Reason.GARBAGE)).isEqualTo(1);
    }

    @Test
    void wantsALogonFirst() {
        FixPeer stranger = peer("CLIENT1").connect(port());

        stranger.order("A1", LIMIT);

        stranger.expectClosed();
        assertThat(refused(Refusals.Reason.NOT_A_LOGON)).isEqualTo(1);
        assertThat(engine.commands).isEmpty();
    }

    @Test
    void knowsNoStrangers() {
        FixPeer stranger = peer("NOBODY").connect(port());

        stranger.probeLogon();

        stranger.expectClosed();
        assertThat(refused(Refusals.Reason.UNKNOWN_SESSION)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8=FIX.4.4|9=70|35=A|49=CLIENT1|56=FIXWAY"})
    void closesWhoDoesNotLogOn(String begin) {
        FixPeer idle = peer("CLIENT1").connect(port());
        idle.sendRaw(bytes(begin));

        idle.expectClosed();

        assertThat(refused(Refusals.Reason.NO_LOGON)).isEqualTo(1);
    }

    @Test
    void limitsConnectionsOfAnAddress() {
        FixPeer peer = peer("CLIENT1").logon(port());
        List<FixPeer> crowd = new ArrayList<>();
        for (int i = 1; i < PER_ADDRESS_MAX; i++) {
            crowd.add(peer("CROWD").connect(port()));
        }

        FixPeer oneMore = peer("CLIENT2").connect(port());
        oneMore.expectClosed();

        assertThat(refused(Refusals.Reason.TOO_MANY_FROM_ADDRESS)).isEqualTo(1);
        peer.order("A1", LIMIT);
        peer.next(2);
        crowd.forEach(FixPeer::close);
        await().atMost(Duration.ofSeconds(5)).until(() -> {
            FixPeer again = peer("CLIENT2").connect(port());
            try {
                again.probeLogon();
                return "A".equals(again.next().type());
            } catch (UncheckedIOException e) {
                return false;
            } finally {
                again.close();
            }
        });
    }

    @Test
    void closesASessionThatSendsTooMuchAtOnce() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);

        peer.sendRaw(bytes("8=FIX.4.4|9=" + SIZE_MAX + "|35=D|34=3|"));

        peer.expectClosed();
        assertThat(refused(Refusals.Reason.MESSAGE_TOO_LONG)).isEqualTo(1);
        peer.logon(port());
        peer.order("A2", LIMIT);
        assertThat(peer.next().pick(150, 11)).isEqualTo("150=A|11=A2");
    }

    @Test
    void takesAMessageUpToTheLimit() {
        FixPeer peer = peer("CLIENT1").logon(port());

        for (int i = 0; i < 5; i++) {
            peer.order("A" + i, LIMIT + "|58=" + "x".repeat(SIZE_MAX - 300));
        }

        assertThat(peer.next(10)).extracting(m -> m.pick(150, 11))
                .startsWith("150=A|11=A0")
                .endsWith("150=0|11=A4");
    }

    @Test
    void skipsGarbageWithinASession() {
        FixPeer peer = peer("CLIENT1").logon(port());

        peer.sendRaw(bytes("garbage 8=FIX.4.4|9=12|35=0|10=000|8=FIX.4.4|9=abc|8=FI8=FIX.9|\u0000\u00ff"));
        peer.order("A1", LIMIT);

        assertThat(peer.next(2)).extracting(m -> m.pick(150, 11)).containsExactly("150=A|11=A1", "150=0|11=A1");
    }

    @Test
    void closesASessionOfNothingButGarbage() {
        FixPeer peer = peer("CLIENT1").logon(port());

        peer.sendRaw(bytes("x".repeat(SIZE_MAX + 2_000)));

        peer.expectClosed();
        assertThat(refused(Refusals.Reason.GARBAGE)).isEqualTo(1);
    }

    @Test
    void parksOnlySoManyBehindAGap() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.answersResend(false);
        peer.lose("35=D|11=A0|60=20260101-00:00:00|" + LIMIT);
        int sent = 5 * PARKED_MAX;
        for (int i = 1; i <= sent; i++) {
            peer.order("A" + i, LIMIT);
        }
        assertThat(peer.next(Duration.ofMillis(300))).isNull();

        peer.answersResend(true);

        List<String> ids = peer.next(2 * (sent + 1)).stream().map(m -> m.get(11)).distinct().toList();
        assertThat(ids).hasSize(sent + 1).startsWith("A0", "A1").endsWith("A" + sent);
        assertThat(engine.orderCount()).isEqualTo(sent + 1);
    }

    @Test
    void closesWhoNeverSendsWhatIsMissingAndAsksAgain() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.answersResend(false);
        peer.lose("35=D|11=A0|60=20260101-00:00:00|" + LIMIT);
        peer.order("A1", LIMIT);

        peer.expectClosed();

        assertThat(refused(Refusals.Reason.GAP)).isEqualTo(1);
        assertThat(engine.commands).isEmpty();
        peer.logon(port());
        peer.answersResend(true);
        assertThat(peer.next(4)).extracting(m -> m.get(11)).contains("A0", "A1");
    }

    @Test
    void closesWhoAsksAndNeverReads() {
        FixPeer peer = peer("CLIENT1").receiveBuffer(4_096).logon(port());

        Throwable broken = catchThrowable(() -> {
            for (int i = 0; i < 20_000; i++) {
                peer.send("35=1|112=" + "t".repeat(4_000));
            }
        });

        assertThat(broken).isInstanceOf(UncheckedIOException.class);
        assertThat(refused(Refusals.Reason.UNWRITTEN)).isEqualTo(1);
        peer.close();
    }

    private long refused(Refusals.Reason reason) {
        return refusals.count(reason);
    }

    private static byte[] bytes(String text) {
        return text.replace('|', '\u0001').getBytes(StandardCharsets.ISO_8859_1);
    }
}
