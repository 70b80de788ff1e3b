package dev.fixway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Kills the gateway while FIX and REST trade, again and again on one data folder, in each narrow window and at any
/// moment; after each start everything written is answered, and at the end ledger, venue and clients agree. Half of the
/// kills meet the mock, half a venue of its own that fails, cuts, repeats and is killed too; some more meet the
/// stand-in of Alpaca. All run side by side.
///
/// `-Dfixway.crash.seed=…` repeats a run, `-Dfixway.crash.kills=…` makes it longer (500 in `-Psoak`).
class CrashIT {
    private static final long SEED = Long.getLong("fixway.crash.seed", new Random().nextLong());
    private static final int KILLS = Integer.getInteger("fixway.crash.kills",
            Boolean.getBoolean("fixway.soak") ? 500 : 20);
    private static final int ALPACA_KILLS = Integer.getInteger("fixway.crash.alpaca.kills",
            Boolean.getBoolean("fixway.soak") ? 1_000 : 4);
    private static final Duration TRADING_MOST = Duration.ofMillis(1_500);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final String CLIENT = "FIX.4.4:FIXWAY->CLIENT1";
    private static final String DROP_COPY = "FIX.4.4:FIXWAY->DROPCOPY";
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);
    private final Random random = new Random(SEED);
    private final FixTrader client = new FixTrader("CLIENT1", new Random(SEED + 1));
    private final FixTrader dropCopy = new FixTrader("DROPCOPY", new Random(SEED + 2));
    private final RestTrader rest = new RestTrader(new Random(SEED + 3));

    @TempDir
    Path folder = Path.of("");

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingAndDoublesNothingOnTheMock(TestReporter reporter) throws IOException {
        reporter.publishEntry("seed", Long.toString(SEED));
        try (CrashVenue venue = new MockSide(folder.resolve("data"))) {
            losesNothingAndDoublesNothing(venue, KILLS / 2);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingAndDoublesNothingOnAVenueThatFails(TestReporter reporter) throws IOException {
        reporter.publishEntry("seed", Long.toString(SEED));
        try (CrashVenue venue = new StandInSide(folder, new Random(SEED + 4))) {
            losesNothingAndDoublesNothing(venue, KILLS - KILLS / 2);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingAndDoublesNothingOnAlpaca(TestReporter reporter) throws IOException {
        reporter.publishEntry("seed", Long.toString(SEED));
        try (CrashVenue venue = new AlpacaSide(folder, new Random(SEED + 5))) {
            losesNothingAndDoublesNothing(venue, ALPACA_KILLS);
        }
    }

    private void losesNothingAndDoublesNothing(CrashVenue venue, int kills) throws IOException {
        for (Window window : windows(kills)) {
            start(window, venue).ifPresent(gateway -> killWhileTrading(gateway, window, venue));
            Books.verify(folder.resolve("data"));
            venue.actAlone();
        }
        venue.calmDown();
        try (GatewayProcess gateway = start(Window.ANY_MOMENT, venue).orElseThrow()) {
            recover(gateway);
            await().atMost(SETTLED_WITHIN)
                    .untilAsserted(() -> assertThat(rest.count(gateway.url(), "fixway_engine_orders_in_doubt"))
                            .as("orders in doubt, seed %d", SEED)
                            .isZero());
            await().atMost(SETTLED_WITHIN)
                    .untilAsserted(() -> assertThat(rest.count(gateway.url(), "fixway_engine_open_orders"))
                            .as("open orders, seed %d", SEED)
                            .isEqualTo(venue.openOrders()));
            client.listen();
            dropCopy.listen();
            assertThat(gateway.terminate()).isZero();
        }
        client.close();
        dropCopy.close();

        Books.verify(folder.resolve("data"));
        Books books = Books.read(folder.resolve("data"), folder, venue);
        assertThat(books.orderCount()).as("something was traded, seed %d", SEED).isGreaterThan(kills);
        books.agree();
        books.submittedOnce();
        books.positionsAgree();
        books.executionsAreUnique();
        books.wereTold(CLIENT, client.execIds());
        books.wereTold(DROP_COPY, dropCopy.execIds());
        Books.replay(folder.resolve("data"));
    }

    /// Each narrow window a tenth of the kills (at least once), the rest at any moment, in random order.
    private List<Window> windows(int kills) {
        List<Window> narrow = new ArrayList<>(List.of(Window.values()));
        narrow.remove(Window.ANY_MOMENT);
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            windows.add(i < kills / 2 ? narrow.get(i % narrow.size()) : Window.ANY_MOMENT);
        }
        Collections.shuffle(windows, random);
        return windows;
    }

    private void killWhileTrading(GatewayProcess started, Window window, CrashVenue venue) {
        try (GatewayProcess gateway = started) {
            recover(gateway);
            tradeUntilItEnds(gateway, window, venue);
        }
    }

    private Optional<GatewayProcess> start(Window window, CrashVenue venue) {
        String durability = random.nextInt(4) == 0 ? "power" : "process";
        Map<String, String> settings = new HashMap<>(venue.settings());
        settings.putAll(Map.of("DATA_DIR", folder.resolve("data").toString(), "LEDGER_CHECKPOINT_EVENTS", "100",
                "GATEWAY_PORT", "0", "FIX_PORT", "0", "LEDGER_DURABILITY", durability, "LEDGER_SEGMENT_BYTES",
                "262144"));
        return GatewayProcess.start(folder, window, 1 + random.nextInt(8), settings);
    }

    /// All that was written is answered; a crash in here is just one more crash.
    private void recover(GatewayProcess gateway) {
        try {
            client.recover(gateway.fixPort());
            dropCopy.recover(gateway.fixPort());
            rest.check(gateway.url());
        } catch (IOException e) {
            unlessItDied(gateway, new UncheckedIOException(e));
        } catch (RuntimeException e) {
            unlessItDied(gateway, e);
        }
    }

    private static void unlessItDied(GatewayProcess gateway, RuntimeException e) {
        if (!gateway.hasEnded()) {
            throw e;
        }
    }

    private void tradeUntilItEnds(GatewayProcess gateway, Window window, CrashVenue venue) {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> traders = List.of(Thread.startVirtualThread(() -> client.trade(() -> !over.get())),
                Thread.startVirtualThread(() -> dropCopy.listen(() -> !over.get())),
                Thread.startVirtualThread(() -> rest.trade(gateway.url(), () -> !over.get())));
        long most = window == Window.ANY_MOMENT ? random.nextLong(50, 500) : TRADING_MOST.toMillis();
        long end = System.nanoTime() + Duration.ofMillis(most).toNanos();
        while (gateway.isAlive() && System.nanoTime() - end < 0) {
            venue.disturb();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        gateway.kill();
        over.set(true);
        traders.forEach(CrashIT::join);
    }

    private static void join(Thread thread) {
        try {
            assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
