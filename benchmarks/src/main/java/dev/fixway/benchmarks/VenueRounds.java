package dev.fixway.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Orders to the mock, alone and beside a venue to which orders go all the time, round by round: each side in a fresh
/// process. The other venue answers at once, after five seconds, or never.
final class VenueRounds {
    private static final int OUTSTANDING = 64;
    private static final int ORDERS_PER_SECOND = 50;
    /// Orders at the slow venue before anything counts.
    private static final int AHEAD = 250;
    private final Path folder;
    private final Scale scale;
    private final Map<Side, VenueFigures> figures = new EnumMap<>(Side.class);

    /// What stands beside the mock.
    enum Side {
        ALONE("the mock alone", 0),
        QUICK("beside Alpaca that answers at once", 0),
        SLOW("beside Alpaca that answers after 5 s", 5_000),
        DEAD("beside Alpaca that never answers", SlowAlpaca.NEVER);

        final String title;
        final int delayMillis;

        Side(String title, int delayMillis) {
            this.title = title;
            this.delayMillis = delayMillis;
        }
    }

    /// One side's figures over the rounds, in microseconds.
    static final class VenueFigures {
        final Series first50 = new Series();
        final Series first99 = new Series();
        final Series last50 = new Series();
        final Series last99 = new Series();

        private void add(FixLoad.Latency latency) {
            first50.add(latency.firstP50());
            first99.add(latency.firstP99());
            last50.add(latency.lastP50());
            last99.add(latency.lastP99());
        }
    }

    VenueRounds(Path folder, Scale scale) {
        this.folder = folder;
        this.scale = scale;
        for (Side side : Side.values()) {
            figures.put(side, new VenueFigures());
        }
    }

    VenueFigures of(Side side) {
        return figures.getOrDefault(side, new VenueFigures());
    }

    void run() {
        for (int round = 1; round <= scale.rounds(); round++) {
            for (Side side : Side.values()) {
                Path place = folder.resolve("venues-" + side.name().toLowerCase(Locale.ROOT));
                FixLoad.Latency latency = measure(side, place);
                of(side).add(latency);
                System.err.printf(Locale.ROOT,
                        "venue round %d %-38s first p50 %.0f p99 %.0f, second p50 %.0f p99 %.0f us%n", round,
                        side.title, latency.firstP50(), latency.firstP99(), latency.lastP50(), latency.lastP99());
                FixRounds.requireClean(place.resolve("data"));
                FixRounds.remove(place);
            }
        }
    }

    private FixLoad.Latency measure(Side side, Path place) {
        if (side == Side.ALONE) {
            try (Server server = Server.fixway(place, settings(place, "", Map.of()))) {
                return measure(server);
            }
        }
        try (Server venue = Server.start(place.resolve("alpaca"), Map.of(),
                List.of(SlowAlpaca.class.getName(), Integer.toString(side.delayMillis)));
                Server server = Server.fixway(place, settings(place, "Provider=alpaca\n", alpaca(venue)));
                SteadyOrders others = SteadyOrders.start(server.awaitPlatform("alpaca-paper").fixPort(), "OTHER",
                        ORDERS_PER_SECOND)) {
            others.awaitSent(AHEAD);
            int before = others.sent();
            FixLoad.Latency latency = measure(server);
            others.requireSteady(before);
            requireTaken(venue, before);
            return latency;
        }
    }

    /// A venue that no order has reached would have proved nothing.
    private static void requireTaken(Server venue, int atLeast) {
        int taken = Integer.parseInt(venue.get("/taken"));
        if (taken < atLeast) {
            throw new IllegalStateException("only " + taken + " orders have reached the venue, not " + atLeast);
        }
    }

    private FixLoad.Latency measure(Server server) {
        try (FixLink link = FixLink.logon(server.fixPort(), "CLIENT1")) {
            FixLoad load = new FixLoad(link);
            load.burst(scale.warmUps() * Scale.WARM_UP, OUTSTANDING);
            load.oneByOne(scale.oneByOne(), true);
            return load.oneByOne(4 * scale.oneByOne(), true);
        }
    }

    private static Map<String, String> alpaca(Server venue) {
        String there = "127.0.0.1:" + venue.restPort();
        return Map.of("GATEWAY_PROVIDER", "mock,alpaca", "ALPACA_API_KEY", "bench", "ALPACA_API_SECRET", "bench",
                "ALPACA_BASE_URL", "http://" + there, "ALPACA_DATA_URL", "http://" + there, "ALPACA_STREAM_URL",
                "ws://" + there + "/stream", "ALPACA_DATA_STREAM_URL", "ws://" + there,
                "ALPACA_REQUESTS_PER_MINUTE", "100000", "ALPACA_COMPARE_SECS", "3600");
    }

    private static Map<String, String> settings(Path place, String other, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("FIX_CONFIG", sessions(place, other).toString());
        settings.put("MOCK_FILL_DELAY_MS", "0");
        settings.put("RISK_ORDER_VALUE_MAX", "0");
        settings.put("RISK_MESSAGES_PER_SECOND", "0");
        return settings;
    }

    private static Path sessions(Path place, String other) {
        try {
            Files.createDirectories(place);
            return Files.writeString(place.resolve("sessions.cfg"), """
                    [default]
                    ConnectionType=acceptor
                    BeginString=FIX.4.4
                    SenderCompID=FIXWAY
                    [session]
                    TargetCompID=CLIENT1
                    [session]
                    TargetCompID=OTHER
                    """ + other);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
