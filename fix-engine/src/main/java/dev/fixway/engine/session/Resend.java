package dev.fixway.engine.session;

import dev.fixway.engine.codec.StoredMessage;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import quickfix.SessionID;

/// A range of messages that a peer has asked for again, in pieces: QuickFIX/J would read all of it into memory and
/// write it to a socket that may not take it.
///
/// A report goes out as it was, with 43=Y, its 52 in 122 and a new 52; whatever else had numbers is a gap fill.
///
/// Used by the session's drain.
final class Resend {
    private static final int PIECE = 100;
    private static final String ADMINISTRATIVE = "A012345";
    private static final char SOH = '\u0001';
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HH:mm:ss.SSSSSS")
            .withZone(ZoneOffset.UTC);
    private final SessionID session;
    private final InstantSource clock;
    private final int begin;
    private final int last;
    private final Queue<String> ready = new ArrayDeque<>();
    private int next;
    private int gapFrom;
    private @Nullable Torn torn;

    /// Numbers between which messages are not whole in the store.
    record Torn(int first, int last) {}

    Resend(SessionID session, InstantSource clock, int begin, int last) {
        this.session = session;
        this.clock = clock;
        this.begin = begin;
        this.last = last;
        this.next = begin;
    }

    /// A range that covers this one and another.
    Resend with(Resend other) {
        return new Resend(session, clock, Math.min(begin, other.begin), Math.max(last, other.last));
    }

    /// The next message to send; null when nothing is left. Throws UncheckedIOException while the store cannot be read.
    ///
    /// - `onTorn`: hears what the store has no more; a gap fill goes in its place
    @Nullable
    String peek(FencedStore store, Consumer<Torn> onTorn) {
        while (ready.isEmpty() && next <= last) {
            int end = Math.min(last, next + PIECE - 1);
            load(store.found(next, end, this::torn), end);
            if (torn != null) {
                onTorn.accept(torn);
                torn = null;
            }
        }
        return ready.peek();
    }

    private void torn(int number) {
        torn = new Torn(torn == null ? number : torn.first, number);
    }

    /// The message is on its way.
    void sent() {
        ready.remove();
    }

    private void load(SortedMap<Integer, String> found, int end) {
        for (int number = next; number <= end; number++) {
            String message = found.get(number);
            if (message == null || ADMINISTRATIVE.contains(StoredMessage.field(message, 35))) {
                gapFrom = gapFrom == 0 ? number : gapFrom;
            } else {
                fillGap(number);
                ready.add(again(message));
            }
        }
        next = end + 1;
        if (next > last) {
            fillGap(next);
        }
    }

    private void fillGap(int to) {
        if (gapFrom > 0) {
            String now = TIMESTAMP.format(clock.instant());
            ready.add(framed("35=4\u000134=" + gapFrom + "\u000143=Y\u000149=" + session.getSenderCompID()
                    + "\u000152=" + now + "\u000156=" + session.getTargetCompID() + "\u0001122=" + now + "\u000136="
                    + to
                    + "\u0001123=Y\u0001"));
        }
        gapFrom = 0;
    }

    private String again(String stored) {
        String sendingTime = StoredMessage.field(stored, 52);
        String old = "\u000152=" + sendingTime + SOH;
        int from = stored.indexOf(SOH, stored.indexOf("\u00019=") + 1) + 1;
        int to = stored.lastIndexOf("\u000110=") + 1;
        String body = stored.substring(from, to);
        return framed(body.replace(old, "\u000143=Y\u000152=" + TIMESTAMP.format(clock.instant()) + "\u0001122="
                + sendingTime + SOH));
    }

    private String framed(String body) {
        String message = "8=" + session.getBeginString() + "\u00019=" + body.length() + SOH + body;
        return message + "10=" + StoredMessage.checkSum(message) + SOH;
    }
}
