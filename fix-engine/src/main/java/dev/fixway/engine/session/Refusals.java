package dev.fixway.engine.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts the connections that were closed or turned away, by reason; each reason is told once a second at most, so
/// that a flood of connections is not a flood of lines. Any thread.
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final long QUIET_NANOS = 1_000_000_000;
    private final Map<Reason, Tally> tallies = new EnumMap<>(Reason.class);
    private final LongSupplier nanos;

    /// Why a connection was closed.
    public enum Reason {
        // More connections than FIX_CONNECTIONS_MAX.
        TOO_MANY_CONNECTIONS,
        // More connections of one address than FIX_CONNECTIONS_PER_ADDRESS_MAX.
        TOO_MANY_FROM_ADDRESS,
        // Nobody logged on within FIX_LOGON_DEADLINE_MS.
        NO_LOGON,
        // What came first was no Logon(A).
        NOT_A_LOGON,
        // A Logon(A) of CompIDs that are in no sessions file.
        UNKNOWN_SESSION,
        // The session has a connection, or is not done with its last one: a client that comes again is let in.
        STILL_BUSY,
        // A message above FIX_MESSAGE_SIZE_MAX.
        MESSAGE_TOO_LONG,
        // As many bytes without one message.
        GARBAGE,
        // The socket took nothing for FIX_BEHIND_MAX_MS while messages waited.
        BEHIND,
        // Messages waited for FIX_GAP_MAX_MS for one that was missing, and asked for.
        GAP,
        // More answers waited than any client that reads would leave.
        UNWRITTEN
    }

    private static final class Tally {
        final AtomicLong count = new AtomicLong();
        final AtomicLong toldAt = new AtomicLong();
        final AtomicLong told = new AtomicLong();
    }

    /// - `nanos`: the ticker that keeps the lines apart
    public Refusals(LongSupplier nanos) {
        this.nanos = nanos;
        for (Reason reason : Reason.values()) {
            Tally tally = new Tally();
            tally.toldAt.set(nanos.getAsLong() - QUIET_NANOS);
            tallies.put(reason, tally);
        }
    }

    /// - `who`: session or remote address
    void add(Reason reason, String who) {
        Tally tally = of(reason);
        long count = tally.count.incrementAndGet();
        long last = tally.toldAt.get();
        long now = nanos.getAsLong();
        if (now - last >= QUIET_NANOS && tally.toldAt.compareAndSet(last, now)) {
            LOG.warn("fix connection closed reason={} of={} times={}", reason, who,
                    count - tally.told.getAndSet(count));
        }
    }

    /// How often that happened.
    public long count(Reason reason) {
        return of(reason).count.get();
    }

    private Tally of(Reason reason) {
        return Objects.requireNonNull(tallies.get(reason), "every reason has a tally");
    }
}
