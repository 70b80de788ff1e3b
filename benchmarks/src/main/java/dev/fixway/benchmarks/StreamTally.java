package dev.fixway.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.zip.CRC32C;
import org.HdrHistogram.Histogram;

/// What one client was told: every order once created, then traded, then filled. Anything else is an exception.
///
/// Owned by the thread that reads.
final class StreamTally implements StreamLink.Listener {
    private static final byte[] ORDER = ascii("{\"type\":\"order\"");
    private static final byte[] TRADE = ascii("{\"type\":\"trade\"");
    private static final byte[] ERROR = ascii("{\"type\":\"error\"");
    private static final byte[] CREATED = ascii("\"event\":\"ORDER_CREATED\"");
    private static final byte[] FILLED = ascii("\"event\":\"ORDER_FILLED\"");
    private static final byte[] NUMBER = ascii("\"client_order_id\":\"" + RestLoad.Wish.FILL);
    private final int first;
    private final byte[] seen;
    private final AtomicLongArray sentNanos;
    private final Histogram firstFrame;
    private final Histogram lastFrame;
    private final CRC32C story = new CRC32C();
    private int trades;
    private int filled;

    /// - `first`: number of the first order; as many follow as there are `sentNanos`
    /// - `firstFrame`, `lastFrame`: from an order's first byte to its ORDER_CREATED and ORDER_FILLED, of all clients
    StreamTally(int first, AtomicLongArray sentNanos, Histogram firstFrame, Histogram lastFrame) {
        this.first = first;
        this.seen = new byte[sentNanos.length()];
        this.sentNanos = sentNanos;
        this.firstFrame = firstFrame;
        this.lastFrame = lastFrame;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void message(byte[] bytes, int from, int to) {
        if (startsWith(bytes, from, to, ORDER)) {
            order(bytes, from, to);
        } else if (startsWith(bytes, from, to, TRADE)) {
            trades++;
        } else if (startsWith(bytes, from, to, ERROR)) {
            throw unexpected("an error", bytes, from, to);
        } else {
            return;
        }
        story.update(bytes, from, to - from);
    }

    private void order(byte[] bytes, int from, int to) {
        long now = System.nanoTime();
        int number = 0;
        for (int at = indexOf(bytes, from, to, NUMBER) + NUMBER.length; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + bytes[at] - '0';
        }
        int index = number - first;
        if (index < 0 || index >= seen.length) {
            throw unexpected("an order that is not this pass's", bytes, from, to);
        }
        boolean isCreated = seen[index] == 0 && indexOf(bytes, from, to, CREATED) >= 0;
        boolean isFilled = seen[index] == 1 && indexOf(bytes, from, to, FILLED) >= 0;
        if (!isCreated && !isFilled) {
            throw unexpected("out of order or twice", bytes, from, to);
        }
        seen[index]++;
        filled += isFilled ? 1 : 0;
        (isCreated ? firstFrame : lastFrame).recordValue(now - sentNanos.get(index));
    }

    private static IllegalStateException unexpected(String what, byte[] bytes, int from, int to) {
        return new IllegalStateException(what + ": " + new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] wanted) {
        return to - from >= wanted.length && matches(bytes, from, wanted);
    }

    private static boolean matches(byte[] bytes, int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
        for (int at = from; at <= to - wanted.length; at++) {
            if (matches(bytes, at, wanted)) {
                return at;
            }
        }
        return -1;
    }

    /// Whether every order is filled and every trade told.
    boolean isWhole() {
        return filled == seen.length && trades == seen.length;
    }

    /// A checksum of all frames in their order: the same for every client.
    long story() {
        return story.getValue();
    }

    @Override
    public String toString() {
        return filled + " filled, " + trades + " trades of " + seen.length;
    }
}
