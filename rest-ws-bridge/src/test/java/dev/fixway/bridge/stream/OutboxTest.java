package dev.fixway.bridge.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox(3, 20);

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// Reads so many bytes of what is first.
    private String begin(int bytes) {
        ByteBuffer[] batch = new ByteBuffer[1];
        outbox.peek(batch);
        byte[] taken = new byte[bytes];
        batch[0].get(taken);
        outbox.written();
        return new String(taken, StandardCharsets.US_ASCII);
    }

    private List<String> all() {
        List<String> texts = new ArrayList<>();
        while (!outbox.isEmpty()) {
            ByteBuffer[] batch = new ByteBuffer[1];
            outbox.peek(batch);
            texts.add(begin(batch[0].remaining()));
        }
        return texts;
    }

    @Test
    void keepsTheOrderAndOfPricesTheLatest() {
        outbox.offer(text("a"));
        outbox.offerLatest("q", text("q1"));
        outbox.offer(text("b"));
        outbox.offerLatest("r", text("r1"));
        outbox.offerLatest("q", text("q2"));

        assertThat(all()).containsExactly("a", "q2", "b", "r1");
        outbox.offerLatest("q", text("q3"));
        assertThat(all()).containsExactly("q3");
    }

    @Test
    void forgetsTheOldestPricesOfOneWhoIsVeryLate() {
        for (int i = 0; i <= Outbox.LATEST_MAX; i++) {
            outbox.offerLatest("candle " + i, text("c" + i));
        }

        List<String> left = all();

        assertThat(left).hasSize(Outbox.LATEST_MAX).startsWith("c1", "c2").endsWith("c" + Outbox.LATEST_MAX);
    }

    @Test
    void replacesNothingThatHasBegunOrIsSealed() {
        outbox.offerLatest("q", text("q1"));
        assertThat(begin(1)).isEqualTo("q");
        outbox.offerLatest("q", text("q2"));
        outbox.seal();
        outbox.offer(text("stale"));
        outbox.offerLatest("q", text("q3"));

        assertThat(all()).containsExactly("1", "q2", "stale", "q3");
    }

    @Test
    void hasRoomForSoManyFramesAndBytes() {
        assertThat(outbox.offer(text("a"))).isTrue();
        assertThat(outbox.offer(text("b"))).isTrue();
        assertThat(outbox.offer(text("c"))).isTrue();
        assertThat(outbox.offer(text("d"))).isFalse();
        begin(1);
        assertThat(outbox.offer(text("x".repeat(18)))).isTrue();
        begin(1);
        assertThat(outbox.offer(text("yy"))).isFalse();
        assertThat(outbox.offer(text("y"))).isTrue();
        outbox.offerLatest("q", text("does not count"));
        outbox.offerLast(text("nor does this"));

        assertThat(all()).hasSize(5);
        assertThat(outbox.counted()).isZero();
    }

    @Test
    void answersTheNewestPingBehindWhatHasBegun() {
        outbox.offer(text("ab"));
        outbox.offer(text("cd"));
        begin(1);
        outbox.answerPing(text("p1"));
        outbox.answerPing(text("p2"));

        assertThat(all()).containsExactly("b", "p2", "cd");
        outbox.answerPing(text("p3"));
        begin(1);
        outbox.answerPing(text("p4"));
        assertThat(all()).containsExactly("3", "p4");
    }

    @Test
    void forgetsEverythingButWhatHasBegun() {
        outbox.offer(text("ab"));
        outbox.offer(text("cd"));
        outbox.offerLatest("q", text("q1"));
        begin(1);
        outbox.clear();
        outbox.offerLast(text("bye"));

        assertThat(all()).containsExactly("b", "bye");
        outbox.offer(text("ab"));
        outbox.clear();
        assertThat(outbox.isEmpty()).isTrue();
    }
}
