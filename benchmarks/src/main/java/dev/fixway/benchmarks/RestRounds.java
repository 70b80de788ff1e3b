package dev.fixway.benchmarks;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The REST edge, round by round: each side in a fresh process, one after the other.
final class RestRounds {
    private static final int CONNECTIONS = 8;
    private static final int WARM_UPS_MAX = 40;
    private final Path folder;
    private final Scale scale;
    private final Map<Side, Series> perSecond = new EnumMap<>(Side.class);
    private final Map<Side, Series> p50 = new EnumMap<>(Side.class);

    /// Who is measured.
    enum Side {
        BARE("bare handler", ""),
        PROCESS("process", "process"),
        POWER("power", "power");

        final String title;
        final String durability;

        Side(String title, String durability) {
            this.title = title;
            this.durability = durability;
        }
    }

    RestRounds(Path folder, Scale scale) {
        this.folder = folder;
        this.scale = scale;
        for (Side side : Side.values()) {
            perSecond.put(side, new Series());
            p50.put(side, new Series());
        }
    }

    void run() {
        for (int round = 1; round <= scale.rounds(); round++) {
            for (Side side : Side.values()) {
                Path place = folder.resolve("rest-" + side.name().toLowerCase(Locale.ROOT));
                RestLoad.Result result = measure(side, place);
                perSecond(side).add(result.perSecond());
                p50(side).add(result.p50Micros());
                System.err.printf(Locale.ROOT, "rest round %d %-14s %,.0f/s p50 %.0f us p99 %.0f us%n", round,
                        side.title, result.perSecond(), result.p50Micros(), result.p99Micros());
                FixRounds.remove(place);
            }
        }
    }

    Series perSecond(Side side) {
        return perSecond.getOrDefault(side, new Series());
    }

    Series p50(Side side) {
        return p50.getOrDefault(side, new Series());
    }

    private RestLoad.Result measure(Side side, Path place) {
        RestLoad.Result result;
        boolean isBare = side == Side.BARE;
        try (Server server = isBare
                ? Server.start(place, Map.of(), List.of(BareHandler.class.getName()))
                : Server.fixway(place, Map.of("LEDGER_DURABILITY", side.durability, "MOCK_FILL_DELAY_MS", "0"));
                RestLoad fills = new RestLoad(server.restPort(), CONNECTIONS, RestLoad.Wish.FILL);
                RestLoad load = new RestLoad(server.restPort(), CONNECTIONS, RestLoad.Wish.REST)) {
            new WarmUp(server).untilCompiled(scale.warmUps(), WARM_UPS_MAX, () -> {
                fills.post(Scale.WARM_UP);
                load.post(Scale.WARM_UP / 10);
            });
            result = load.post(scale.requests());
        }
        if (!isBare) {
            FixRounds.requireClean(place.resolve("data"));
        }
        return result;
    }
}
