package dev.fixway.providers.standin;

import dev.fixway.engine.provider.Capabilities.Amends;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;

/// A stand-in in a process of its own: `FILE PORT AMENDS VISIBILITY_MS FILL_EVERY_MS FIRST_SHARE`. Says on stdout when
/// it is ready; ends when it is killed or when its stdin ends, with the test that started it.
public final class StandInMain {
    private StandInMain() {}

    public static void main(String[] args) throws Exception {
        StandInVenue.Manner manner = new StandInVenue.Manner(Integer.parseInt(args[1]), Amends.valueOf(args[2]),
                Duration.ofMillis(Long.parseLong(args[3])), Duration.ofMillis(Long.parseLong(args[4])),
                new BigDecimal(args[5]));
        try (StandInVenue venue = StandInVenue.start(manner, Path.of(args[0]))) {
            System.out.println("stand-in ready port=" + venue.port());
            while (System.in.read() >= 0) {
                // Nothing is said on stdin; its end is the end.
            }
        }
        System.exit(0);
    }
}
