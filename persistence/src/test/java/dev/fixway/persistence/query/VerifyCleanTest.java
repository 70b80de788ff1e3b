package dev.fixway.persistence.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.persistence.checkpoint.CheckpointProof;
import dev.fixway.persistence.checkpoint.CheckpointSettings;
import dev.fixway.persistence.checkpoint.Checkpoints;
import dev.fixway.persistence.checkpoint.Trust;
import dev.fixway.persistence.journal.RandomEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A ledger to which nothing was done is clean, also beside a gateway that signs and when the key is a new one.
class VerifyCleanTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));

    @TempDir
    Path home = Path.of("set by JUnit");

    private Path data() {
        return home.resolve("data");
    }

    private Path keyFile() {
        return home.resolve("keys/ledger.key");
    }

    private Persistence.Settings files() {
        return new Persistence.Settings(PersistenceTest.SETTINGS.journal(), PersistenceTest.SETTINGS.query(),
                new CheckpointSettings(keyFile(), 1, Duration.ofHours(1)));
    }

    @Test
    void isCleanWhenTheGatewaySignsWhileTheJournalIsRead() {
        try (Persistence persistence = Persistence.openSigned(data(), files(), CLOCK)) {
            Ledger ledger = persistence.ledger();
            RandomEvents random = new RandomEvents(5, ledger.installation(), 0);
            ledger.append(new Group(random.events(3), List.of(), List.of()));
            Awaitility.await().until(() -> persistence.signedSeq() == 3);
            // What LedgerVerify.verify does first.
            CheckpointProof proof = CheckpointProof.of(data(), Trust.ofKeyFile(keyFile()));

            // Meanwhile, as the journal is read.
            ledger.append(new Group(random.events(3), List.of(), List.of()));
            Awaitility.await().until(() -> persistence.signedSeq() == 6);

            // What LedgerVerify.verify does last.
            assertThat(proof.check(ledger.installation()).fault()).isNull();
        }
    }

    @Test
    void isCleanBetweenANewKeyAndTheNextStart() {
        try (Persistence persistence = Persistence.openSigned(data(), files(), CLOCK)) {
            Ledger ledger = persistence.ledger();
            ledger.append(new Group(new RandomEvents(5, ledger.installation(), 0).events(3), List.of(), List.of()));
        }
        assertThat(LedgerVerify.verify(data(), Trust.ofKeyFile(keyFile())).findings()).isEmpty();

        Checkpoints.replaceKey(keyFile());

        assertThat(LedgerVerify.verify(data(), Trust.ofKeyFile(keyFile())).findings()).isEmpty();
    }
}
