package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.ledger.LedgerField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Many reports: numbers within their reservation, slow clients, connections that come and go.
class FixFlowIT extends FixServerTest {
    private static final String MARKET = "55=X|54=1|38=1|40=1";

    @Override
    String sessionsText() {
        return SessionsFile.DEFAULT_TEXT.replace("[default]", "[default]\nSocketSendBufferSize=4096");
    }

    @Test
    void usesNoNumberThatIsNotReserved() {
        FixPeer peer = peer("CLIENT1").logon(port());
        await().atMost(Duration.ofSeconds(5)).until(() -> !engine.marks.isEmpty());
        engine.withholdsMarks(true);
        int reserved = engine.run(() -> engine.marks.stream().mapToInt(m -> m.reserved()).max().orElseThrow());
        for (int i = 0; i < 400; i++) {
            peer.order("A" + i, MARKET);
        }
        List<String> seen = new ArrayList<>();
        for (FixMessage m = peer.next(); m != null; m = peer.next(Duration.ofMillis(500))) {
            seen.add(m.get(17));
        }
        assertThat(peer.nextIn()).isLessThanOrEqualTo(reserved).isGreaterThan(900);

        engine.withholdsMarks(false);

        while (seen.size() < 1_200) {
            seen.add(peer.next().get(17));
        }
        assertThat(seen).containsExactlyElementsOf(told());
    }

    @Test
    void leavesReportsInTheLedgerForASlowClient() {
        FixPeer peer = peer("CLIENT1").receiveBuffer(SMALL_BUFFER).logon(port());
        for (int i = 0; i < 1_000; i++) {
            peer.order("A" + i, MARKET);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> engine.commands.size() == 1_000);

        assertThat(status("CLIENT1").direct()).isFalse();
        assertThat(status("CLIENT1").unwritten()).isBetween(1, UNWRITTEN_MAX + 5);

        List<String> seen = new ArrayList<>();
        while (seen.size() < 3_000) {
            seen.add(peer.next().get(17));
        }
        assertThat(seen).containsExactlyElementsOf(told());
        await().atMost(Duration.ofSeconds(5)).until(() -> status("CLIENT1").direct());
    }

    @Test
    void putsNoAnswerBeforeReportsThatWereCommittedBeforeIt() {
        CountDownLatch committed = new CountDownLatch(1);
        engine.rows.afterNextRead(() -> assertThat(within10Seconds(committed)).isTrue());
        FixPeer peer = peer("CLIENT1").logon(port());

        peer.order("A1", "55=X|54=1|38=1|40=2|44=9");
        peer.send("35=H|11=A1|55=X|54=1");
        await().atMost(Duration.ofSeconds(5)).until(() -> engine.commands.size() == 2);
        // The answer is given on the same thread, after the command is counted.
        engine.run(() -> true);
        committed.countDown();

        assertThat(peer.next(3)).extracting(m -> m.get(150)).containsExactly("A", "0", "I");
    }

    private static boolean within10Seconds(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void losesAndDoublesNothingWhileConnectionsComeAndGo() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        FixPeer peer = peer("CLIENT1").logon(port());
        List<String> seen = new ArrayList<>();
        int entered = 0;

        for (int round = 0; round < 25; round++) {
            int orders = random.nextInt(30);
            for (int i = 0; i < orders; i++) {
                peer.order("A" + entered++, MARKET);
            }
            int reads = random.nextInt(orders * 3 + 1);
            for (int i = 0; i < reads; i++) {
                seen.add(peer.next().get(17));
            }
            peer.close();
            awaitLoggedOut();
            if (random.nextInt(5) == 0) {
                restart();
            }
            peer.logon(port());
        }
        for (FixMessage m = peer.next(); m != null; m = peer.next(Duration.ofMillis(500))) {
            if (!"I".equals(m.get(150))) {
                seen.add(m.get(17));
            }
        }

        assertThat(seen).as("seed " + seed).containsExactlyElementsOf(told());
        assertThat(engine.orderCount()).as("seed " + seed).isEqualTo(entered);
    }

    private List<String> told() {
        return engine.ledger.stream().map(row -> row.get(LedgerField.EXEC_ID)).filter(Objects::nonNull).toList();
    }
}
