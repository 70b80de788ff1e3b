package dev.fixway.persistence.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.persistence.checkpoint.CheckpointSettings;
import dev.fixway.persistence.checkpoint.Checkpoints;
import dev.fixway.persistence.checkpoint.Trust;
import dev.fixway.persistence.journal.Durability;
import dev.fixway.persistence.journal.JournalSettings;
import dev.fixway.persistence.journal.RandomEvents;
import dev.fixway.persistence.postgres.DatabaseUrl;
import dev.fixway.persistence.postgres.EmbeddedServer;
import dev.fixway.persistence.postgres.PostgresSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new key signs the place of the last checkpoint anew: one place, several lines.
class NewKeyPostgresTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));

    @TempDir
    Path home = Path.of("set by JUnit");

    @Test
    void isCleanAfterANewKey() {
        Path keyFile = home.resolve("keys/ledger.key");
        String database = EmbeddedServer.running().newDatabase();
        PostgresSettings postgres = new PostgresSettings(DatabaseUrl.parse(EmbeddedServer.running().url(database)),
                "postgres", null, Duration.ofSeconds(10));
        Persistence.Settings settings = new Persistence.Settings(new JournalSettings(Durability.POWER, 1 << 14),
                PersistenceTest.SETTINGS.query(), new CheckpointSettings(keyFile, 1_000, Duration.ofHours(1)),
                postgres);
        for (int i = 0; i < 2; i++) {
            try (Persistence persistence = Persistence.openSigned(home.resolve("data"), settings, CLOCK)) {
                Ledger ledger = persistence.ledger();
                RandomEvents random = new RandomEvents(5 + i, ledger.installation(), ledger.headSeq());
                ledger.append(new Group(random.events(3), List.of(), List.of()));
            }
            assertThat(PostgresVerify.verify(postgres, home.resolve("data"), Trust.ofKeyFile(keyFile)).findings())
                    .as("start %s", i)
                    .isEmpty();
            Checkpoints.replaceKey(keyFile);
        }
    }
}
