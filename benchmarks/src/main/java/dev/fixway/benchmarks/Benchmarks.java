package dev.fixway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Measures and writes the tables: `full` or `quick`, then the folder for the results (`benchmarks.md`).
///
/// `-Dbench.parts=fix,rest,stream,venues,bounds` takes some of it, `-Dbench.sides=PLAIN,PROCESS` some sides of FIX,
/// `-Dbench.history=333000` the orders of the bounds, `-Dbench.rounds=3` and `-Dbench.stream.seconds=20` how long.
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] args) throws IOException {
        Scale scale = (args.length > 0 && args[0].equals("quick") ? Scale.QUICK : Scale.FULL).asAsked();
        Path target = Path.of(args.length > 1 ? args[1] : "target").toAbsolutePath();
        Path folder = target.resolve("bench");
        FixRounds.remove(folder);
        Files.createDirectories(folder);
        List<String> parts = List.of(System.getProperty("bench.parts", "fix,rest,stream,venues,bounds").split(","));
        Tables tables = new Tables();
        if (parts.contains("fix")) {
            FixRounds fix = new FixRounds(folder, scale);
            fix.run(sides());
            tables.fix(fix);
        }
        if (parts.contains("rest")) {
            RestRounds rest = new RestRounds(folder, scale);
            rest.run();
            tables.rest(rest);
        }
        if (parts.contains("stream")) {
            StreamRounds stream = new StreamRounds(folder, scale);
            stream.run();
            tables.stream(stream);
        }
        if (parts.contains("venues")) {
            VenueRounds venues = new VenueRounds(folder, scale);
            venues.run();
            tables.venues(venues);
        }
        if (parts.contains("bounds")) {
            Bounds bounds = new Bounds(folder, scale);
            bounds.run();
            tables.bounds(bounds);
        }
        tables.text("Every ledger was verified after its run, journal and database: clean.");
        Files.writeString(target.resolve("benchmarks.md"), tables.toString());
        System.out.println(tables);
    }

    private static List<FixRounds.Side> sides() {
        String only = System.getProperty("bench.sides", "");
        return only.isEmpty()
                ? List.of(FixRounds.Side.values())
                : List.of(only.split(",")).stream().map(FixRounds.Side::valueOf).toList();
    }
}
