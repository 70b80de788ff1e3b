package dev.fixway.benchmarks;

import dev.fixway.benchmarks.StreamLoad.Pass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The stream, round by round: a fresh process, in which all sides run one after the other. Orders fill at once, so
/// that each has two order events and a trade.
final class StreamRounds {
    private static final int CONNECTIONS = 16;
    private static final String SLOW = "gateway_ws_slow_consumer_disconnects";
    private final Path folder;
    private final Scale scale;
    private final Map<Side, StreamFigures> figures = new EnumMap<>(Side.class);

    /// Who listens.
    enum Side {
        FEW("50 clients, 400 order events/s", 50, 200, false),
        FEW_STALLED("the same and one that does not read", 50, 200, true),
        MANY("1,000 clients, 20 order events/s", 1_000, 10, false);

        final String title;
        final int clients;
        final int ordersPerSecond;
        final boolean hasStalled;

        Side(String title, int clients, int ordersPerSecond, boolean hasStalled) {
            this.title = title;
            this.clients = clients;
            this.ordersPerSecond = ordersPerSecond;
            this.hasStalled = hasStalled;
        }

        Pass pass(int seconds) {
            return new Pass(clients, ordersPerSecond, seconds, hasStalled);
        }
    }

    /// One side's figures over the rounds, in microseconds.
    static final class StreamFigures {
        final Series post50 = new Series();
        final Series post99 = new Series();
        final Series first50 = new Series();
        final Series first99 = new Series();
        final Series last50 = new Series();
        final Series last99 = new Series();

        private void add(StreamLoad.Result result) {
            post50.add(result.post().p50Micros());
            post99.add(result.post().p99Micros());
            first50.add(result.firstP50());
            first99.add(result.firstP99());
            last50.add(result.lastP50());
            last99.add(result.lastP99());
        }
    }

    StreamRounds(Path folder, Scale scale) {
        this.folder = folder;
        this.scale = scale;
        for (Side side : Side.values()) {
            figures.put(side, new StreamFigures());
        }
    }

    void run() {
        Path place = folder.resolve("stream");
        for (int round = 1; round <= scale.rounds(); round++) {
            round(round, place);
            FixRounds.requireClean(place.resolve("data"));
            FixRounds.remove(place);
        }
    }

    private void round(int round, Path place) {
        List<Side> sides = new ArrayList<>(List.of(Side.values()));
        if (round % 2 == 0) {
            Collections.reverse(sides);
        }
        try (Server server = Server.fixway(place, Map.of("MOCK_FILL_DELAY_MS", "0"));
                RestLoad posts = new RestLoad(server.restPort(), CONNECTIONS, RestLoad.Wish.FILL)) {
            StreamLoad load = new StreamLoad(server.restPort(), posts);
            load.run(Side.FEW.pass(scale.streamSeconds()));
            for (Side side : sides) {
                StreamLoad.Result result = load.run(side.pass(scale.streamSeconds()));
                of(side).add(result);
                System.err.printf(Locale.ROOT, "stream round %d %-36s post p50 %.0f p99 %.0f, first frame %.0f %.0f,"
                        + " last frame %.0f %.0f us%n", round, side.title, result.post().p50Micros(),
                        result.post().p99Micros(), result.firstP50(), result.firstP99(), result.lastP50(),
                        result.lastP99());
            }
            requireStalled(server);
        }
    }

    /// A stalled client that was never felt would have proved nothing.
    private static void requireStalled(Server server) {
        boolean wasFelt = server.get("/metrics")
                .lines()
                .anyMatch(line -> line.startsWith(SLOW)
                        && !line.endsWith(" 0") && !line.endsWith(" 0.0"));
        if (!wasFelt) {
            throw new IllegalStateException("no client fell behind");
        }
    }

    StreamFigures of(Side side) {
        return figures.getOrDefault(side, new StreamFigures());
    }
}
