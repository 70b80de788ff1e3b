package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.order.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quickfix.Session;
import quickfix.SessionID;

/// Behind the gateway's own Logout(5) nothing is taken: it counts as not received, and is asked for at the next logon.
class FixLogoutIT extends FixServerTest {
    private static final String LIMIT = "55=X|54=1|38=1|40=2|44=1";
    private static final int SENT_MAX = 1_000;

    @Override
    String sessionsText() {
        return super.sessionsText().replace("TargetCompID=CLIENT2", "TargetCompID=CLIENT2\nLogoutTimeout=60");
    }

    @ParameterizedTest
    @CsvSource({"49=CLIENT2|52=NOW,9", "49=CLIENT1|52=OLD,10", "49=CLIENT1|43=Y|52=NOW|122=LATER,10"})
    void closesWhoGoesOnBehindTheLogoutOfAFault(String header, String reason) {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.sendRaw(order(header, peer.nextOut()));
        peer.skip(1);
        assertThat(peer.next().pick(35, 373)).isEqualTo("35=3|373=" + reason);
        assertThat(peer.next().type()).isEqualTo("5");
        long logoutNanos = System.nanoTime();

        int sent = sendsUntilClosed(peer);

        assertThat(Duration.ofNanos(System.nanoTime() - logoutNanos)).isBetween(Duration.ofSeconds(1),
                Duration.ofSeconds(5));
        assertThat(engine.commands).isEmpty();
        peer.logon(port());
        List<FixMessage> reports = peer.next(2 * sent);
        assertThat(reports).extracting(m -> m.get(150)).containsOnly("A", "0");
        assertThat(reports).extracting(m -> m.pick(150, 11)).doesNotHaveDuplicates();
        assertThat(engine.orderCount()).isEqualTo(sent);
    }

    private static int sendsUntilClosed(FixPeer peer) {
        int sent = 0;
        try {
            while (sent < SENT_MAX) {
                sent++;
                peer.order("A" + sent, LIMIT);
                assertThat(peer.next(Duration.ofMillis(20))).isNull();
            }
        } catch (UncheckedIOException e) {
            peer.close();
            return sent;
        }
        throw new AssertionError("still open; " + peer);
    }

    @Test
    void closesThoughReportsGoOut() {
        FixPeer watcher = peer("DROPCOPY").logon(port());
        FixPeer trader = peer("CLIENT1").logon(port());
        watcher.sendRaw(order("49=DROPCOPY|52=OLD", watcher.nextOut()));
        assertThat(watcher.next(2)).extracting(FixMessage::type).containsExactly("3", "5");
        long endNanos = System.nanoTime() + Duration.ofSeconds(5).toNanos();

        assertThatThrownBy(() -> {
            while (System.nanoTime() < endNanos) {
                trader.order("A" + trader.nextOut(), LIMIT);
                trader.next(2);
                watcher.next(2);
            }
        }).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void endsWithTheClientsLogoutWhateverItsTime() {
        FixPeer peer = peer("CLIENT2").logon(port());
        String old = "49=CLIENT2|52=OLD";
        peer.sendRaw(order(old, peer.nextOut()));
        assertThat(peer.next(2)).extracting(FixMessage::type).containsExactly("3", "5");

        peer.sendRaw(message("5", old, 3, ""));

        assertThat(peer.next().type()).isEqualTo("3");
        peer.expectClosed();
    }

    @Test
    void takesNothingWhileItStops() throws InterruptedException {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        Thread stopping = Thread.startVirtualThread(() -> server().stop(Duration.ofSeconds(5)));
        assertThat(peer.next().pick(35, 58)).isEqualTo("35=5|58=the gateway stops");

        peer.order("A2", LIMIT);
        peer.request("G", "A3", "A1", LIMIT);
        peer.request("F", "A4", "A3", "55=X|54=1");
        peer.send("35=5");

        peer.expectClosed();
        stopping.join();
        assertThat(engine.commands).hasSize(1);
        restart();
        peer.logon(port());
        assertThat(peer.next(6)).extracting(m -> m.pick(150, 11))
                .containsExactly("150=A|11=A2", "150=0|11=A2", "150=E|11=A3", "150=5|11=A3", "150=6|11=A4",
                        "150=4|11=A4");
        assertThat(engine.commands).hasSize(4);
    }

    @Test
    void letsNobodyInWhileItStops() throws InterruptedException {
        int port = port();
        FixPeer slow = peer("CLIENT1").logon(port);
        Thread stopping = Thread.startVirtualThread(() -> server().stop(Duration.ofSeconds(5)));
        assertThat(slow.next().type()).isEqualTo("5");
        // What the engine commits meanwhile opens nothing.
        engine.nudge();

        FixMessage answer = peer("CLIENT2").refusal(port);

        assertThat(answer.pick(35, 58)).isEqualTo("35=5|58=not available, try again later");
        slow.send("35=5");
        slow.expectClosed();
        stopping.join();
    }

    @Test
    void logsOutOnceThoughTheTimerLooksToo() throws InterruptedException {
        FixPeer peer = peer("CLIENT1").logon(port());
        Session session = Session.lookupSession(new SessionID("FIX.4.4", "FIXWAY", "CLIENT1"));
        Gate logout = new Gate();
        logout.shut();
        stored = logout::pass;
        Thread stopping = Thread.startVirtualThread(() -> server().stop(Duration.ofSeconds(5)));
        await().until(() -> logout.waiting() == 1);
        Thread timer = Thread.startVirtualThread(() -> look(session));
        await().until(() -> timer.getState() == Thread.State.WAITING || !timer.isAlive());

        logout.open();

        assertThat(peer.next().type()).isEqualTo("5");
        assertThat(peer.next(Duration.ofMillis(200))).isNull();
        peer.send("35=5");
        peer.expectClosed();
        stopping.join();
    }

    /// As QuickFIX/J's timer does once a second.
    private static void look(Session session) {
        try {
            session.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] order(String header, int number) {
        return message("D", header, number, "11=R|60=NOW|" + LIMIT + "|");
    }

    private static byte[] message(String type, String header, int number, String body) {
        Instant now = Instant.now();
        String text = "35=" + type + "|56=FIXWAY|34=" + number + '|' + header + '|' + body;
        return FixFrames.framed(text.replace("NOW", FixPeer.TIME.format(now))
                .replace("OLD", FixPeer.TIME.format(now.minusSeconds(1_000)))
                .replace("LATER", FixPeer.TIME.format(now.plusSeconds(50)))
                .replace('|', '\u0001'));
    }
}
