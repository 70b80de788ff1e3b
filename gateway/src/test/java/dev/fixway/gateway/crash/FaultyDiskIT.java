package dev.fixway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.config.Environment;
import dev.fixway.engine.order.EngineStatus;
import dev.fixway.gateway.Gateway;
import dev.fixway.gateway.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// The ledger's disk fails under FIX and REST traffic, in every way and at any call, and the gateway comes back each
/// time: nothing acknowledged is lost, nothing unrecorded was sent, no execution is told twice.
class FaultyDiskIT {
    private static final long SEED = Long.getLong("fixway.crash.seed", new Random().nextLong());
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CALLS_MAX = 12;
    private static final List<FaultyDisk.Fault> COMMIT_FAULTS = List.of(FaultyDisk.Fault.WRITE,
            FaultyDisk.Fault.SHORT_WRITE, FaultyDisk.Fault.FORCE, FaultyDisk.Fault.ALLOCATE, FaultyDisk.Fault.RENAME);
    private final Random random = new Random(SEED);
    private final FixTrader client = new FixTrader("CLIENT1", new Random(SEED + 1));
    private final FixTrader dropCopy = new FixTrader("DROPCOPY", new Random(SEED + 2));
    private final RestTrader rest = new RestTrader(new Random(SEED + 3));
    private final AtomicReference<@Nullable FaultyDisk> disk = new AtomicReference<>();

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void close() {
        client.close();
        dropCopy.close();
    }

    @Test
    void comesBackFromEveryFault(TestReporter reporter) throws Exception {
        reporter.publishEntry("seed", Long.toString(SEED));
        Path dataDir = folder.resolve("data");
        try (Gateway gateway = Gateway.start(environment(dataDir), ports())) {
            gateway.awaitReadyLine();
            for (FaultyDisk.Fault fault : COMMIT_FAULTS) {
                recover(gateway);
                failWhileTrading(gateway, fault);
                await().atMost(PATIENCE).until(() -> gateway.status().state() == EngineStatus.State.RUNNING);
                assertThat(gateway.awaitReadyLine()).doesNotContain("connecting");
            }
            recover(gateway);
            hearTheLast(gateway);
        }
        checkBooks(dataDir);
    }

    @Test
    void startsWithoutTheSnapshotThatCouldNotBeKept(TestReporter reporter) throws Exception {
        reporter.publishEntry("seed", Long.toString(SEED));
        Path dataDir = folder.resolve("data");
        try (Gateway gateway = Gateway.start(environment(dataDir), ports())) {
            gateway.awaitReadyLine();
            recover(gateway);
            AtomicInteger orders = new AtomicInteger();
            client.trade(() -> orders.incrementAndGet() < 30);
            faultyDisk().fail(FaultyDisk.Fault.SNAPSHOT, 1);
        }
        assertThat(filesNamed(dataDir, ".snapshot")).isEmpty();
        faultyDisk().mend();
        try (Gateway gateway = Gateway.start(environment(dataDir), ports())) {
            gateway.awaitReadyLine();
            recover(gateway);
            hearTheLast(gateway);
        }

        assertThat(filesNamed(dataDir, ".snapshot")).hasSize(1);
        checkBooks(dataDir);
    }

    private static List<Path> filesNamed(Path dataDir, String part) throws IOException {
        try (Stream<Path> files = Files.walk(dataDir)) {
            return files.filter(file -> file.getFileName().toString().contains(part)).toList();
        }
    }

    private void checkBooks(Path dataDir) {
        Books.verify(dataDir);
        Books books = Books.read(dataDir, folder);
        assertThat(books.orderCount()).as("something was traded").isGreaterThan(10);
        books.agree();
        books.positionsAgree();
        books.executionsAreUnique();
        books.wereTold("FIX.4.4:FIXWAY->CLIENT1", client.execIds());
        books.wereTold("FIX.4.4:FIXWAY->DROPCOPY", dropCopy.execIds());
    }

    private Environment environment(Path dataDir) {
        return Environment.read(Map.of("DATA_DIR", dataDir.toString(), "LEDGER_KEY_FILE",
                folder.resolve("keys").resolve("ledger.key").toString(), "GATEWAY_PORT", "0", "FIX_PORT", "0",
                "MOCK_SEED", "7", "MOCK_FILL_DELAY_MS", "15", "LEDGER_SEGMENT_BYTES", "65536"), folder);
    }

    private Ports ports() {
        return Ports.PLAIN.onDisk(real -> {
            FaultyDisk faulty = new FaultyDisk(real);
            disk.set(faulty);
            return faulty;
        });
    }

    private FaultyDisk faultyDisk() {
        return Objects.requireNonNull(disk.get());
    }

    private void recover(Gateway gateway) throws IOException {
        client.recover(gateway.fixPort());
        dropCopy.recover(gateway.fixPort());
        rest.check(gateway.restUrl());
    }

    /// What was under way has ended, and everybody has heard of it.
    private void hearTheLast(Gateway gateway) {
        await().atMost(PATIENCE).until(() -> rest.marketOrdersOpen(gateway.restUrl()) == 0);
        client.listen();
        dropCopy.listen();
    }

    private void failWhileTrading(Gateway gateway, FaultyDisk.Fault fault) throws InterruptedException {
        FaultyDisk faulty = faultyDisk();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> traders = List.of(Thread.startVirtualThread(() -> client.trade(() -> !over.get())),
                Thread.startVirtualThread(() -> dropCopy.listen(() -> !over.get())),
                Thread.startVirtualThread(() -> rest.trade(gateway.restUrl(), () -> !over.get())));
        boolean isOfRoll = fault == FaultyDisk.Fault.ALLOCATE || fault == FaultyDisk.Fault.RENAME;
        faulty.fail(fault, isOfRoll ? 1 : 1 + random.nextInt(CALLS_MAX));

        await().atMost(PATIENCE).until(() -> gateway.status().state() == EngineStatus.State.FAILED);

        faulty.mend();
        over.set(true);
        for (Thread trader : traders) {
            assertThat(trader.join(PATIENCE)).isTrue();
        }
    }
}
