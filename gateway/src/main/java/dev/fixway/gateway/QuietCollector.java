package dev.fixway.gateway;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Collects what is old in memory while nobody trades, once half of what was free is used.
///
/// Such a collection stops everything for a tenth of a second and more. It has to come some time; left to the JVM it
/// comes when the memory is full, which is while orders come.
final class QuietCollector implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(250);
    /// Of the collectors that stop everything for what is old; the others work beside.
    private static final Set<String> STOPPING = Set.of("PS Old Gen", "Tenured Gen");

    private final MemoryPoolMXBean old;
    private final LongSupplier headSeq;
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("quiet-collector").factory());
    private long seen = -1;

    private QuietCollector(MemoryPoolMXBean old, LongSupplier headSeq) {
        this.old = old;
        this.headSeq = headSeq;
    }

    /// Starts to look; empty with a collector that needs no quiet.
    ///
    /// - `headSeq`: moves while somebody trades
    static Optional<QuietCollector> start(LongSupplier headSeq) {
        return ManagementFactory.getMemoryPoolMXBeans()
                .stream()
                .filter(pool -> STOPPING.contains(pool.getName()))
                .findFirst()
                .map(old -> new QuietCollector(old, headSeq).begin());
    }

    private QuietCollector begin() {
        var _ = timer.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void look() {
        long head = headSeq.getAsLong();
        boolean isQuiet = head == seen;
        seen = head;
        MemoryUsage now = old.getUsage();
        if (isQuiet && isDue(now.getUsed(), old.getCollectionUsage().getUsed(), now.getMax())) {
            System.gc();
        }
    }

    /// - `live`: what the last collection left
    static boolean isDue(long used, long live, long max) {
        return used - live > (max - live) / 2;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
