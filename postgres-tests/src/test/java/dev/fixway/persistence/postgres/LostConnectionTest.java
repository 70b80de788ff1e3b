package dev.fixway.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.engine.ledger.CommitInDoubtException;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.postgres.CutProxy.Next;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A commit whose answer does not come is neither taken for in nor for not in: the database is asked.
class LostConnectionTest {
    private final String database = EmbeddedServer.running().newDatabase();
    private final CutProxy proxy = new CutProxy(EmbeddedServer.running().port());
    private final PostgresLedger ledger = PostgresLedger
            .takeOver(TestLedgers.settings(proxy.port(), "postgres", database), true);
    private final List<Group> appended = new ArrayList<>();

    @AfterEach
    void close() {
        ledger.close();
        proxy.close();
    }

    @Test
    void knowsThatACommitIsInWhenItsAnswerIsLost() {
        append();
        long epoch = ledger.epoch();
        proxy.next(Next.LOSES_ITS_ANSWER);

        append();

        assertThat(ledger.epoch()).isEqualTo(epoch + 1);
        append();
        assertNothingLostOrDoubled();
    }

    @Test
    void writesAgainWhatDidNotArrive() {
        append();
        proxy.next(Next.IS_LOST);

        append();

        append();
        assertNothingLostOrDoubled();
    }

    @Test
    void shutsOutWhatArrivesLate() throws InterruptedException {
        append();
        proxy.next(Next.IS_HELD);

        append();

        append();
        proxy.release();
        assertNothingLostOrDoubled();
    }

    @Test
    void goesOnWhenItsBackendWasTerminated() {
        append();
        TestLedgers.ask(database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND application_name = 'fixway writer'");

        append();

        assertNothingLostOrDoubled();
    }

    @Test
    void leavesACommitInDoubtUntilItReachesTheServerAgain() {
        append();
        Group inAfterAll = TestLedgers.next(ledger, 3);
        proxy.letIn(false);
        proxy.next(Next.LOSES_ITS_ANSWER);

        assertThatThrownBy(() -> ledger.append(inAfterAll)).isInstanceOf(CommitInDoubtException.class);
        assertThatThrownBy(() -> ledger.append(inAfterAll)).isInstanceOf(LedgerException.class);
        assertThatThrownBy(ledger::reopen).isInstanceOf(LedgerException.class);
        assertThat(ledger.headSeq()).isEqualTo(appended.getLast().events().getLast().seq());

        proxy.letIn(true);
        ledger.reopen();
        appended.add(inAfterAll);
        append();
        assertNothingLostOrDoubled();
    }

    @Test
    void takesACommitForNotInOnlyWhenTheServerSaysSo() {
        append();
        Group neverIn = TestLedgers.next(ledger, 3);
        proxy.letIn(false);
        proxy.next(Next.IS_LOST);

        assertThatThrownBy(() -> ledger.append(neverIn)).isInstanceOf(CommitInDoubtException.class);

        proxy.letIn(true);
        ledger.reopen();
        append();
        assertNothingLostOrDoubled();
    }

    @Test
    void reportsARefusalAsNotInAndGoesOn() {
        append();
        EmbeddedServer.running()
                .execute(database, "ALTER TABLE ledger.event ADD CONSTRAINT full_now CHECK (seq < 5)");
        Group refused = TestLedgers.next(ledger, 3);

        assertThatThrownBy(() -> ledger.append(refused)).isInstanceOf(LedgerException.class)
                .isNotInstanceOf(CommitInDoubtException.class);

        EmbeddedServer.running().execute(database, "ALTER TABLE ledger.event DROP CONSTRAINT full_now");
        ledger.reopen();
        append();
        assertNothingLostOrDoubled();
    }

    @Test
    void survivesACrashOfTheServer() {
        append();
        EmbeddedServer.running().crash();
        Group lost = TestLedgers.next(ledger, 3);
        assertThatThrownBy(() -> ledger.append(lost)).isInstanceOf(CommitInDoubtException.class);

        EmbeddedServer.running().restart("on");
        ledger.reopen();

        append();
        assertNothingLostOrDoubled();
    }

    private void append() {
        Group group = TestLedgers.next(ledger, 3);
        ledger.append(group);
        appended.add(group);
    }

    private void assertNothingLostOrDoubled() {
        assertThat(TestLedgers.groups(ledger)).isEqualTo(appended);
        assertThat(TestLedgers.isChained(ledger)).isTrue();
        assertThat(TestLedgers.ask(database, "SELECT count(*) FROM ledger.event"))
                .isEqualTo(String.valueOf(ledger.headSeq()));
        assertThat(TestLedgers.ask(database, "SELECT seq || ' ' || group_number FROM ledger.head"))
                .isEqualTo(ledger.headSeq() + " " + appended.size());
    }
}
