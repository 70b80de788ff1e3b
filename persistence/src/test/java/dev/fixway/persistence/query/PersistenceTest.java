package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.Ledger;
import dev.fixway.persistence.checkpoint.CheckpointSettings;
import dev.fixway.persistence.journal.Durability;
import dev.fixway.persistence.journal.JournalSettings;
import dev.fixway.persistence.journal.LedgerContract;
import dev.fixway.persistence.sql.QuerySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The embedded ledger as a whole keeps the contract of every ledger.
class PersistenceTest extends LedgerContract {
    static final Persistence.Settings SETTINGS = new Persistence.Settings(
            new JournalSettings(Durability.PROCESS, 1 << 14),
            new QuerySettings(Duration.ofSeconds(20)),
            // Never used: these ledgers are opened without signing.
            checkpoints(Path.of("no")));

    @TempDir
    Path dataDir = Path.of("set by JUnit");

    @TempDir
    Path keys = Path.of("set by JUnit");

    private @Nullable Persistence persistence;

    static CheckpointSettings checkpoints(Path keys) {
        return new CheckpointSettings(keys.resolve("ledger.key"), 10_000, Duration.ofMinutes(1));
    }

    @Override
    protected Ledger open() {
        Persistence.Settings signed = new Persistence.Settings(SETTINGS.journal(), SETTINGS.query(), checkpoints(keys));
        persistence = Persistence.openSigned(dataDir, signed, InstantSource.system());
        return persistence.ledger();
    }

    @Override
    protected void close(Ledger ledger) {
        ledger.close();
        end();
    }

    @AfterEach
    void end() {
        if (persistence != null) {
            persistence.close();
            persistence = null;
        }
    }
}
