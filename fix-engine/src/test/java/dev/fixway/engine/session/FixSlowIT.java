package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.ledger.LedgerField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Clients that read slowly or not at all, and long resends: nothing is lost, doubled or out of order, and nobody else
/// notices.
class FixSlowIT extends FixServerTest {
    private static final String MARKET = "55=X|54=1|38=1|40=1";
    private static final String CLIENT1 = "FIX.4.4:FIXWAY->CLIENT1";
    private static final int ORDERS = 400;

    @Override
    String sessionsText() {
        return SessionsFile.DEFAULT_TEXT.replace("[default]", "[default]\nSocketSendBufferSize=4096");
    }

    @Override
    FixSettings.Limits limits() {
        return new FixSettings.Limits(2 << 20, Duration.ofSeconds(10), UNWRITTEN_MAX, Duration.ofMillis(700), 500, 100,
                10_000, Duration.ofSeconds(60));
    }

    @Test
    void closesAClientThatNeverReadsAndTellsItEverythingLater() {
        FixPeer stalled = peer("CLIENT1").receiveBuffer(SMALL_BUFFER).logon(port());
        FixPeer other = peer("CLIENT2").logon(port());
        for (int i = 0; i < ORDERS; i++) {
            stalled.order("A" + i, MARKET);
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> refusals.count(Refusals.Reason.BEHIND) == 1);

        awaitLoggedOut();
        other.order("B", MARKET);
        other.next(3);
        stalled.logon(port());
        stalled.order("LAST", MARKET);
        assertThat(execIds(stalled, 3 * (ORDERS + 1))).containsExactlyElementsOf(told(CLIENT1));
        assertThat(stalled.next(Duration.ofMillis(100))).isNull();
    }

    @Test
    void catchesUpWithAClientThatReadsSlowly() {
        FixPeer slow = peer("CLIENT1").receiveBuffer(SMALL_BUFFER).logon(port());
        List<String> seen = new ArrayList<>();

        for (int i = 0; i < ORDERS; i++) {
            slow.order("A" + i, MARKET);
            seen.add(slow.next().get(17));
        }

        assertThat(status("CLIENT1").unwritten()).isLessThanOrEqualTo(UNWRITTEN_MAX + 5);
        seen.addAll(execIds(slow, 2 * ORDERS));
        assertThat(seen).containsExactlyElementsOf(told(CLIENT1));
        assertThat(refusals.count(Refusals.Reason.BEHIND)).isZero();
        await().atMost(Duration.ofSeconds(5)).until(() -> status("CLIENT1").direct());
    }

    @Test
    void doesNotSlowOthersDown() {
        FixPeer stalled = peer("CLIENT1").receiveBuffer(SMALL_BUFFER).logon(port());
        FixPeer other = peer("CLIENT2").logon(port());
        roundTrips(other, "W", 300);
        for (int i = 0; i < ORDERS; i++) {
            stalled.order("A" + i, MARKET);
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> status("CLIENT1").unwritten() >= UNWRITTEN_MAX);

        List<Long> beside = roundTrips(other, "B", 100);

        assertThat(status("CLIENT1").direct()).isFalse();
        Collections.sort(beside);
        assertThat(Duration.ofNanos(beside.get(50))).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void servesALongResendWhileTradingGoesOn() {
        FixPeer peer = peer("CLIENT1").receiveBuffer(SMALL_BUFFER).logon(port());
        for (int i = 0; i < ORDERS; i++) {
            peer.order("A" + i, MARKET);
        }
        List<String> first = execIds(peer, 3 * ORDERS);

        peer.forget(1);
        for (int i = 0; i < 50; i++) {
            peer.order("B" + i, MARKET);
        }

        assertThat(execIds(peer, 3 * ORDERS)).containsExactlyElementsOf(first);
        execIds(peer, 150);
        assertThat(peer.next(Duration.ofMillis(100))).isNull();
    }

    @Test
    void writesNoMoreOfAResendThanTheSocketTakes() {
        FixPeer peer = peer("CLIENT1").receiveBuffer(SMALL_BUFFER).logon(port());
        for (int i = 0; i < ORDERS; i++) {
            peer.order("A" + i, MARKET);
        }
        execIds(peer, 3 * ORDERS);

        for (int i = 0; i < 20; i++) {
            peer.forget(2);
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> status("CLIENT1").unwritten() >= UNWRITTEN_MAX);

        assertThat(status("CLIENT1").unwritten()).isLessThanOrEqualTo(UNWRITTEN_MAX + 25);
        assertThat(execIds(peer, 3 * ORDERS)).containsExactlyElementsOf(told(CLIENT1));
    }

    private List<Long> roundTrips(FixPeer peer, String prefix, int count) {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            peer.order(prefix + i, MARKET);
            peer.next(3);
            nanos.add(System.nanoTime() - begin);
        }
        return nanos;
    }

    private static List<String> execIds(FixPeer peer, int count) {
        return peer.next(count).stream().map(m -> m.get(17)).toList();
    }

    /// ExecIDs of the reports that a session must get.
    private List<String> told(String session) {
        return engine.ledger.stream()
                .filter(row -> session.equals(row.get(LedgerField.SESSION_ID)))
                .map(row -> row.get(LedgerField.EXEC_ID))
                .filter(Objects::nonNull)
                .toList();
    }
}
