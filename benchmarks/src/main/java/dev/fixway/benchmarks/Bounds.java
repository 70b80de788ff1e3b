package dev.fixway.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What grows with history and must not: start-up, live heap, the cost of an order. Every order fills and is over.
final class Bounds {
    private static final int OUTSTANDING = 64;
    private static final Pattern CLASS = Pattern.compile("^ *\\d+: +\\d+ +(\\d+) +(\\S+)", Pattern.MULTILINE);
    /// What the collector puts where it does not care to move the living together.
    private static final String FILLER = "[Ljdk.internal.vm.FillerElement;";
    private final Path folder;
    private final Scale scale;
    private final List<Point> points = new ArrayList<>();

    /// How it was after so many orders.
    ///
    /// - `startMillis`: of a start on this history, from the process to its ready line
    /// - `startFromJournalMillis`: the same without a snapshot
    /// - `heapMegabytes`: live, after a full collection
    record Point(int orders, double ordersPerSecond, long startMillis, long startFromJournalMillis,
            double heapMegabytes) {}

    Bounds(Path folder, Scale scale) {
        this.folder = folder;
        this.scale = scale;
    }

    List<Point> points() {
        return points;
    }

    void run() {
        Path place = folder.resolve("bounds");
        writeSessions(place);
        int before = 0;
        for (int orders : List.of(scale.history() / 100, scale.history() / 10, scale.history())) {
            grow(place, before, orders);
            before = orders;
        }
        FixRounds.requireClean(place.resolve("data"));
        FixRounds.remove(place);
    }

    /// A session for each step: a client that begins with 1.
    private static void writeSessions(Path place) {
        StringBuilder text = new StringBuilder("[default]\nConnectionType=acceptor\nBeginString=FIX.4.4\n")
                .append("SenderCompID=FIXWAY\n");
        for (int i = 1; i <= 3; i++) {
            text.append("[session]\nTargetCompID=HISTORY").append(i).append('\n');
        }
        try {
            Files.createDirectories(place);
            Files.writeString(place.resolve("sessions.cfg"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void grow(Path place, int before, int orders) {
        double perSecond;
        double heap;
        try (Server server = start(place)) {
            try (FixLink link = FixLink.logon(server.fixPort(), "HISTORY" + (points.size() + 1))) {
                FixLoad load = new FixLoad(link);
                long nanos = load.burst(orders - before, OUTSTANDING, false);
                perSecond = (orders - before) / (nanos / 1e9);
            }
            while (server.lag() > 0) {
                LockSupport.parkNanos(50_000_000);
            }
            heap = liveMegabytes(server.pid());
        }
        long withSnapshot = startMillis(place);
        FixRounds.remove(place.resolve("data/ledger/snapshots"));
        points.add(new Point(orders, perSecond, withSnapshot, startMillis(place), heap));
        System.err.println(points.getLast());
    }

    private static long startMillis(Path place) {
        try (Server server = start(place)) {
            return server.startNanos() / 1_000_000;
        }
    }

    private static Server start(Path place) {
        return Server.fixway(place, Map.of("LEDGER_DURABILITY", "process", "MOCK_FILL_DELAY_MS", "0", "FIX_CONFIG",
                place.resolve("sessions.cfg").toString()));
    }

    /// The objects that a full collection leaves; not what was made since, and no filler.
    private static double liveMegabytes(long pid) {
        Matcher line = CLASS.matcher(jcmd(pid, "GC.class_histogram"));
        long bytes = 0;
        while (line.find()) {
            bytes += line.group(2).equals(FILLER) ? 0 : Long.parseLong(line.group(1));
        }
        return bytes / 1024.0 / 1024;
    }

    private static String jcmd(long pid, String command) {
        try {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    Long.toString(pid), command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
