package dev.fixway.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.Snapshot;
import dev.fixway.engine.ledger.WriterFencedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One writer at a time: a start takes over, and the one before it is stopped.
class TakeOverTest {
    private final String database = EmbeddedServer.running().newDatabase();
    private final PostgresSettings settings = TestLedgers.settings(database);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopsTheWriterBefore(boolean newOneHasWritten) {
        List<String> told = new ArrayList<>();
        try (PostgresLedger older = PostgresLedger.takeOver(settings, true)) {
            older.whenFenced(e -> told.add(e.getMessage()));
            older.append(TestLedgers.next(older, 2));
            try (PostgresLedger newer = PostgresLedger.takeOver(settings, true)) {
                if (newOneHasWritten) {
                    newer.append(TestLedgers.next(newer, 2));
                }

                Group late = TestLedgers.next(older, 2);
                assertThatThrownBy(() -> older.append(late)).isInstanceOf(WriterFencedException.class)
                        .hasMessageContaining("process " + ProcessHandle.current().pid());
                assertThatThrownBy(older::reopen).isInstanceOf(WriterFencedException.class);
                assertThatThrownBy(() -> older.append(late)).isInstanceOf(LedgerException.class);

                assertThat(told).hasSize(1);
                newer.append(TestLedgers.next(newer, 2));
                assertThat(newer.headSeq()).isEqualTo(newOneHasWritten ? 6 : 4);
                assertThat(TestLedgers.groups(newer)).hasSize(newOneHasWritten ? 3 : 2);
                assertThat(TestLedgers.isChained(newer)).isTrue();
            }
        }
    }

    @Test
    void doesNotComeBackWhenItsConnectionBreaks() {
        try (PostgresLedger older = PostgresLedger.takeOver(settings, true);
                PostgresLedger newer = PostgresLedger.takeOver(settings, true)) {
            TestLedgers.ask(database, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND application_name = 'fixway writer'");

            Group late = TestLedgers.next(older, 2);
            assertThatThrownBy(() -> older.append(late)).isInstanceOf(WriterFencedException.class);

            newer.append(TestLedgers.next(newer, 2));
            assertThat(newer.headSeq()).isEqualTo(2);
        }
    }

    @Test
    void beginsWithTheSnapshotOfAnotherMachine() {
        Snapshot kept;
        try (PostgresLedger one = PostgresLedger.takeOver(settings, true)) {
            one.append(TestLedgers.next(one, 5));
            kept = new Snapshot(one.headSeq(), one.groupCount(), new byte[]{1, 2, 3});
            one.keep(kept);
        }
        try (PostgresLedger other = PostgresLedger.takeOver(settings, true)) {
            assertThat(other.latestSnapshot()).usingRecursiveComparison().isEqualTo(kept);
        }
    }

    @Test
    void takesNoServerForDurableThatIsNot() {
        EmbeddedServer.running().crash();
        EmbeddedServer.running().restart("off");
        try {
            assertThatThrownBy(() -> PostgresLedger.takeOver(settings, true)).isInstanceOf(LedgerException.class)
                    .hasMessageContaining("fsync = off");
            PostgresLedger.takeOver(settings, false).close();
        } finally {
            EmbeddedServer.running().crash();
            EmbeddedServer.running().restart("on");
        }
    }

    @Test
    void turnsSynchronousCommitOnForItself() {
        assertThat(TestLedgers.ask(database, "SELECT current_setting('fsync') || current_setting('full_page_writes')"
                + " || current_setting('synchronous_commit')")).isEqualTo("ononon");
        EmbeddedServer.running()
                .execute(database, "ALTER DATABASE " + database + " SET synchronous_commit = off");

        try (PostgresLedger ledger = PostgresLedger.takeOver(settings, true)) {
            assertThat(ledger.writerSetting("synchronous_commit")).isEqualTo("on");
        }
    }
}
