package dev.fixway.benchmarks;

import dev.fixway.persistence.query.LedgerVerify;
import dev.fixway.persistence.query.VerifyReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The FIX edge, round by round: each side in a fresh process, one after the other.
final class FixRounds {
    private static final int OUTSTANDING = 64;
    private static final int WARM_UPS_MAX = 40;
    private static final int WAITS_PER_SIGN_OF_LIFE = 500;
    private final Path folder;
    private final Scale scale;
    private final Map<Side, FixFigures> figures = new EnumMap<>(Side.class);
    private final Series force = new Series();

    /// Who is measured.
    enum Side {
        PLAIN("plain QuickFIX/J", "", "", false),
        PROCESS("process, FIX log off", "process", "off", false),
        PROCESS_LOG("process", "process", "on", false),
        POWER("power, FIX log off", "power", "off", false),
        POWER_LOG("power", "power", "on", false),
        PROCESS_DROP("process, drop copy on", "process", "on", true),
        POWER_DROP("power, drop copy on", "power", "on", true);

        final String title;
        final String durability;
        final String log;
        final boolean dropCopy;

        Side(String title, String durability, String log, boolean dropCopy) {
            this.title = title;
            this.durability = durability;
            this.log = log;
            this.dropCopy = dropCopy;
        }

        boolean isPlain() {
            return durability.isEmpty();
        }
    }

    FixRounds(Path folder, Scale scale) {
        this.folder = folder;
        this.scale = scale;
    }

    void run(List<Side> sides) {
        for (int round = 1; round <= scale.rounds(); round++) {
            force.add(ForceCost.micros(folder, 2_000));
            for (Side side : sides) {
                Path place = folder.resolve(side.name().toLowerCase(Locale.ROOT));
                FixFigures mine = figures.computeIfAbsent(side, _ -> new FixFigures());
                measure(side, place, mine);
                System.err.printf("fix round %d %-24s %s%n", round, side.title, mine.last());
                remove(place);
            }
        }
    }

    FixFigures of(Side side) {
        return figures.getOrDefault(side, new FixFigures());
    }

    Series force() {
        return force;
    }

    private void measure(Side side, Path place, FixFigures mine) {
        try (Server server = start(side, place)) {
            DropCopy dropCopy = side.dropCopy ? DropCopy.listen(server.fixPort()) : null;
            try (FixLink link = FixLink.logon(server.fixPort(), "CLIENT1")) {
                FixLoad load = new FixLoad(link);
                warmUp(side, server, load);
                mine.latency(load.oneByOne(scale.oneByOne(), true));
                load.oneByOne(scale.oneByOne() / 4, false);
                mine.fill(load.oneByOne(scale.oneByOne() / 2, false));
                settle(side, server, load);
                burst(side, server, load, mine);
            }
            if (dropCopy != null) {
                dropCopy.close();
            }
        }
        if (!side.isPlain()) {
            requireClean(place.resolve("data"));
        }
    }

    /// What is measured, until the compilers have nothing left to do with it: orders that rest, canceled again so that
    /// the memory is as free as after a start, and some that trade. The plain acceptor keeps nothing and knows no
    /// cancels. And what is said in quiet times: it comes before a burst too, and the first heartbeat that a JVM meets
    /// undoes what it has compiled of a message's way.
    private void warmUp(Side side, Server server, FixLoad load) {
        new WarmUp(server).untilCompiled(scale.warmUps(), WARM_UPS_MAX, () -> {
            load.stayAlive();
            load.burst(Scale.WARM_UP, OUTSTANDING);
            if (!side.isPlain()) {
                load.cancelLast(Scale.WARM_UP, OUTSTANDING);
                load.burst(Scale.WARM_UP / 2, OUTSTANDING, false);
            }
        });
        load.oneByOne(scale.oneByOne() / 2, true);
        settle(side, server, load);
    }

    private void burst(Side side, Server server, FixLoad load, FixFigures mine) {
        Path dataDir = server.folder().resolve("data");
        DiskUse before = side.isPlain() ? new DiskUse(0, 0, 0, 0, 0) : DiskUse.of(dataDir);
        Duration cpu = server.cpu();
        long begun = System.nanoTime();
        long nanos = load.burst(scale.burst(), OUTSTANDING);
        double perOrder = server.cpu().minus(cpu).toNanos() / 1_000.0 / scale.burst();
        long lag = side.isPlain() ? 0 : server.lag();
        settle(side, server, load);
        long sustained = System.nanoTime() - begun;
        mine.burst(scale.burst() / (nanos / 1e9), scale.burst() / (sustained / 1e9), perOrder, lag);
        if (!side.isPlain()) {
            mine.disk(DiskUse.of(dataDir).since(before), scale.burst());
        }
    }

    /// Waits until the follower is at the head; behind a long warm-up that takes longer than a silent session lives.
    private static void settle(Side side, Server server, FixLoad load) {
        for (int waits = 1; !side.isPlain() && server.lag() > 0; waits++) {
            LockSupport.parkNanos(20_000_000);
            if (waits % WAITS_PER_SIGN_OF_LIFE == 0) {
                load.stayAlive();
            }
        }
    }

    private static Server start(Side side, Path place) {
        if (side.isPlain()) {
            return Server.start(place, Map.of(),
                    List.of(PlainQuickFix.class.getName(), place.resolve("store").toString()));
        }
        return Server.fixway(place,
                Map.of("LEDGER_DURABILITY", side.durability, "FIX_LOG", side.log, "MOCK_FILL_DELAY_MS", "0"));
    }

    /// The journal and the database of a stopped gateway.
    static void requireClean(Path dataDir) {
        VerifyReport report = LedgerVerify.verify(dataDir);
        if (!report.isClean() || report.database() == null) {
            throw new IllegalStateException("the ledger is not clean: " + report);
        }
    }

    static void remove(Path place) {
        if (Files.notExists(place)) {
            return;
        }
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
