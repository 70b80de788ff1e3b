package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuietCollectorTest {
    private static final int MEGABYTE = 1 << 20;

    @Test
    void waitsUntilHalfOfWhatWasFreeIsUsed() {
        assertThat(QuietCollector.isDue(250, 100, 400)).isFalse();
        assertThat(QuietCollector.isDue(251, 100, 400)).isTrue();
        assertThat(QuietCollector.isDue(100, 100, 100)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseParallelGC", "-XX:+UseSerialGC"})
    void collectsOnceWhenTradingHasStopped(String collector) throws Exception {
        assertThat(lines(collector, Trader.class)).containsSubsequence("full while trading",
                "collected").filteredOn(line -> line.contains("System.gc()")).hasSize(1);
    }

    @Test
    void leavesACollectorAloneThatWorksBeside() throws Exception {
        assertThat(lines("-XX:+UseG1GC", Asking.class)).contains("needs none");
    }

    private static List<String> lines(String collector, Class<?> main) throws IOException, InterruptedException {
        List<String> options = List.of("-XX:-UseSerialGC", collector, "-Xmx96m", "-Xms96m", "-Xmn16m",
                "-XX:MetaspaceSize=64m", "-Xlog:gc");
        Process process = new ProcessBuilder(ChildJava.line(options, main)).redirectErrorStream(true).start();
        try {
            List<String> lines = process.inputReader().lines().toList();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("%s", lines).isTrue();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    /// Trades while three quarters of what is old are garbage, and stops.
    static final class Trader {
        private static final AtomicLong HEAD = new AtomicLong();
        private static final AtomicBoolean TRADES = new AtomicBoolean(true);

        private Trader() {}

        public static void main(String... args) {
            LongSupplier headSeq = () -> TRADES.get() ? HEAD.incrementAndGet() : HEAD.get();
            MemoryPoolMXBean old = ManagementFactory.getMemoryPoolMXBeans()
                    .stream()
                    .filter(pool -> pool.getName().equals("PS Old Gen") || pool.getName().equals("Tenured Gen"))
                    .findFirst()
                    .orElseThrow();
            LongSupplier used = () -> old.getUsage().getUsed() / MEGABYTE;
            try (QuietCollector _ = QuietCollector.start(headSeq).orElseThrow()) {
                fill(used);
                await().during(Duration.ofMillis(600)).until(() -> used.getAsLong() >= 60);
                System.out.println("full while trading");
                TRADES.set(false);
                await().until(() -> used.getAsLong() < 30);
                await().during(Duration.ofMillis(600)).until(() -> used.getAsLong() < 30);
                System.out.println("collected");
            }
        }
    }

    /// Leaves 60 MB of garbage where what is old belongs.
    private static void fill(LongSupplier used) {
        byte[][] held = new byte[96][];
        for (int i = 0; used.getAsLong() < 60; i++) {
            held[i] = new byte[MEGABYTE];
        }
    }

    /// Says whether it would collect.
    static final class Asking {
        private Asking() {}

        public static void main(String... args) {
            System.out.println(QuietCollector.start(() -> 0).isEmpty() ? "needs none" : "collects");
        }
    }
}
