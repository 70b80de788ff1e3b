package dev.fixway.persistence.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.persistence.checkpoint.Trust;
import dev.fixway.persistence.journal.Durability;
import dev.fixway.persistence.journal.JournalSettings;
import dev.fixway.persistence.journal.LedgerContract;
import dev.fixway.persistence.journal.OtherProcess;
import dev.fixway.persistence.journal.RandomEvents;
import dev.fixway.persistence.postgres.DatabaseUrl;
import dev.fixway.persistence.postgres.EmbeddedServer;
import dev.fixway.persistence.postgres.PostgresSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ledger in PostgreSQL as a whole keeps the contract of every ledger, and survives what kills a process or a
/// server.
class PersistencePostgresTest extends LedgerContract {
    private final String database = EmbeddedServer.running().newDatabase();
    private final Persistence.Settings settings = settings(EmbeddedServer.running().url(database));

    @TempDir
    Path dataDir = Path.of("set by JUnit");

    @TempDir
    Path keys = Path.of("set by JUnit");

    private @Nullable Persistence persistence;

    private static Persistence.Settings settings(String url) {
        PostgresSettings postgres = new PostgresSettings(DatabaseUrl.parse(url), "postgres", null,
                Duration.ofSeconds(10));
        return new Persistence.Settings(new JournalSettings(Durability.POWER, 1 << 14),
                PersistenceTest.SETTINGS.query(), PersistenceTest.SETTINGS.checkpoints(), postgres);
    }

    @Override
    protected Ledger open() {
        Persistence.Settings signed = new Persistence.Settings(settings.journal(), settings.query(),
                PersistenceTest.checkpoints(keys), settings.postgres());
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

    @Test
    void losesNothingThatWasAcknowledgedWhenProcessAndServerAreKilled() throws Exception {
        long acknowledged = killAfter(400);

        try (Persistence again = Persistence.open(dataDir, settings)) {
            List<LedgerEvent> events = new ArrayList<>();
            again.ledger().reader().read(1, events::add);
            assertThat(events.size()).isGreaterThanOrEqualTo((int) acknowledged);
            assertThat(again.query().eventsOf("c1")).isNotEmpty();
            assertThat(again.compareWithDatabase().fault()).isNull();
            assertThat(again.compareWithDatabase().events()).isEqualTo(events.size());
        }
        VerifyReport report = verify();
        assertThat(report.isClean()).as(report.toString()).isTrue();
    }

    @Test
    void asksAndRebuildsBesideTheWriter() {
        Ledger ledger = open();
        RandomEvents random = new RandomEvents(7, ledger.installation(), 0);
        ledger.append(new Group(random.events(300), List.of(), List.of()));

        assertThat(LedgerRebuild.rebuild(dataDir, settings, Duration.ofSeconds(20))).isEqualTo(300);
        try (LedgerVisit visit = LedgerVisit.open(dataDir, settings)) {
            assertThat(visit.query().eventsOf("c3")).isNotEmpty()
                    .isEqualTo(Objects.requireNonNull(persistence).query().eventsOf("c3"));
            LedgerQuestion fills = LedgerQuestion.of(Map.of("type", "FILL", "symbol", "AAPL", "limit", "4"));
            assertThat(visit.query().page(fills, 4))
                    .isEqualTo(Objects.requireNonNull(persistence).query().page(fills, 4))
                    .satisfies(page -> assertThat(page.rows()).hasSize(4));
        }
        ledger.append(new Group(random.events(3), List.of(), List.of()));

        assertThat(verify().isClean()).isTrue();
        assertThat(verify().journal().events()).isEqualTo(303);
        close(ledger);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"17; UPDATE ledger.event SET payload = payload || '\\x00' WHERE seq = 17",
            "18; UPDATE ledger.event SET hash = prev_hash WHERE seq = 18",
            "19; UPDATE ledger.event SET prev_hash = hash WHERE seq = 19",
            "21; DELETE FROM ledger.event WHERE seq = 21",
            "40; DELETE FROM ledger.event WHERE seq = 40", "40; UPDATE ledger.head SET seq = 39"})
    void findsAChangedEvent(long first, String change) {
        Ledger ledger = open();
        ledger.append(new Group(new RandomEvents(7, ledger.installation(), 0).events(40), List.of(), List.of()));
        close(ledger);
        EmbeddedServer.running().execute(database, "ALTER TABLE ledger.event DISABLE TRIGGER ALL", change);

        VerifyReport report = verify();

        assertThat(report.isClean()).isFalse();
        assertThat(report.journal().badSeq()).isEqualTo(first);
    }

    private VerifyReport verify() {
        return PostgresVerify.verify(Objects.requireNonNull(settings.postgres()), dataDir, Trust.NONE);
    }

    /// Starts a writer, kills the server and it as soon as it has acknowledged so many events; the last acknowledged
    /// one.
    private long killAfter(long target) throws IOException, InterruptedException {
        Process process = OtherProcess.start(Writer.class, dataDir.toString(), EmbeddedServer.running().url(database));
        long acknowledged = 0;
        try (BufferedReader said = process.inputReader()) {
            for (String line = said.readLine(); line != null && acknowledged < target; line = said.readLine()) {
                acknowledged = Long.parseLong(line);
            }
            EmbeddedServer.running().crash();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        EmbeddedServer.running().restart("on");
        return acknowledged;
    }

    /// Appends without end and says what is committed.
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            try (Persistence persistence = Persistence.open(Path.of(args[0]), settings(args[1]))) {
                Ledger ledger = persistence.ledger();
                RandomEvents random = new RandomEvents(ledger.headSeq(), ledger.installation(), ledger.headSeq());
                while (!System.out.checkError()) {
                    ledger.append(random.group(8));
                    System.out.println(ledger.headSeq());
                }
            }
        }
    }
}
