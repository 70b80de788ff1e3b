package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.persistence.checkpoint.CheckpointProof;
import dev.fixway.persistence.checkpoint.CheckpointSettings;
import dev.fixway.persistence.checkpoint.Trust;
import dev.fixway.persistence.h2.H2Database;
import dev.fixway.persistence.journal.Durability;
import dev.fixway.persistence.journal.JournalCheck;
import dev.fixway.persistence.journal.JournalFiles;
import dev.fixway.persistence.journal.JournalSettings;
import dev.fixway.persistence.journal.JournalVerifier;
import dev.fixway.persistence.journal.RandomEvents;
import dev.fixway.persistence.sql.QuerySettings;
import dev.fixway.persistence.sql.QuerySide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Measures `ledger verify`: events per second over journal and checkpoints, and over the comparison with H2.
///
/// Run by hand: main with number of events, rounds and an empty folder. The folder is kept.
final class VerifyBench {
    private static final Duration LONG = Duration.ofHours(1);

    private VerifyBench() {}

    public static void main(String[] args) throws IOException {
        long events = Long.parseLong(args[0]);
        int rounds = Integer.parseInt(args[1]);
        Path home = Path.of(args[2]);
        Path dataDir = home.resolve("data");
        fill(home, events);
        System.out.printf(Locale.ROOT, "%d events, journal %d bytes, %d segments, checkpoints %d%n", events,
                bytes(dataDir.resolve("ledger/journal")), JournalFiles.segments(dataDir).size(),
                CheckpointProof.of(dataDir, Trust.NONE).points().size());
        measure("journal and checkpoints", rounds, () -> files(dataDir));
        measure("comparison with H2", Math.min(rounds, 3), () -> database(dataDir));
    }

    private static void fill(Path home, long events) {
        if (Files.exists(home.resolve("data"))) {
            return;
        }
        CheckpointSettings checkpoints = new CheckpointSettings(home.resolve("ledger.key"), 10_000, LONG);
        Persistence.Settings settings = new Persistence.Settings(new JournalSettings(Durability.PROCESS, 16 << 20),
                new QuerySettings(LONG), checkpoints);
        try (Persistence persistence = Persistence.openSigned(home.resolve("data"), settings, InstantSource.system())) {
            Ledger ledger = persistence.ledger();
            RandomEvents random = new RandomEvents(1, ledger.installation(), 0);
            while (ledger.headSeq() < events) {
                int group = (int) Math.min(20, events - ledger.headSeq());
                ledger.append(new Group(random.events(group), List.of(), List.of()));
            }
            while (persistence.lag() > 0) {
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private static long files(Path dataDir) {
        CheckpointProof checkpoints = CheckpointProof.of(dataDir, Trust.NONE);
        JournalCheck check = JournalVerifier.of(dataDir, checkpoints.points()).check();
        if (!check.isClean() || !checkpoints.check(check.installation()).isClean()) {
            throw new AssertionError(check.toString());
        }
        return check.events();
    }

    private static long database(Path dataDir) {
        JournalVerifier journal = JournalVerifier.of(dataDir, List.of());
        try (H2Database database = H2Database.openAsItIs(dataDir)) {
            return QuerySide.compare(database, java.util.Objects.requireNonNull(journal.reader()),
                    journal.check().installation()).events();
        }
    }

    private static void measure(String what, int rounds, Supplier<Long> run) {
        double[] rates = new double[rounds];
        long warmUp = run.get();
        System.out.println(what + ": " + warmUp + " events");
        for (int i = 0; i < rounds; i++) {
            long begun = System.nanoTime();
            long events = run.get();
            rates[i] = events * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - begun);
        }
        Arrays.sort(rates);
        System.out.printf(Locale.ROOT, "%s: events/s min %.0f, median %.0f, best %.0f of %d rounds%n", what, rates[0],
                rates[rounds / 2], rates[rounds - 1], rounds);
    }

    private static long bytes(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
