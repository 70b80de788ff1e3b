package dev.fixway.providers.alpaca;

import dev.fixway.config.Environment;
import dev.fixway.providers.Heard;
import dev.fixway.providers.wire.PacedHttp;
import dev.fixway.providers.wire.RateBudget;
import dev.fixway.providers.wire.VenueHttp;
import dev.fixway.providers.wire.WireSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;

/// The adapter's parts behind its stream, without a venue: whatever must ask one fails.
final class AlpacaAlone implements AutoCloseable {
    final Heard heard = new Heard();
    final AlpacaBook book = new AlpacaBook();
    private final PacedHttp nobody;
    final AlpacaTeller teller = new AlpacaTeller(book, heard, null, () -> {
    });
    final AlpacaRecovery recovery;
    final AlpacaEvents events;

    AlpacaAlone() {
        WireSettings wire = WireSettings.read(Environment.read(Map.of(), Path.of("")));
        nobody = new PacedHttp(new VenueHttp(URI.create("http://127.0.0.1:1"), wire),
                new RateBudget("test", 1_000, System::nanoTime, new SplittableRandom(1)), Duration.ZERO);
        AlpacaRest rest = new AlpacaRest(nobody);
        recovery = new AlpacaRecovery(rest, book, new AlpacaFills(rest, book, Duration.ZERO), teller, Instant.EPOCH);
        events = new AlpacaEvents(book, teller, recovery);
    }

    @Override
    public void close() {
        nobody.close();
    }
}
