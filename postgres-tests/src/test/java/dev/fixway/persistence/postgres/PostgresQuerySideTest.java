package dev.fixway.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.ledger.Ledger;
import dev.fixway.persistence.journal.CommittedGroups;
import dev.fixway.persistence.sql.QueryDatabase;
import dev.fixway.persistence.sql.QuerySide;
import dev.fixway.persistence.sql.QuestionContract;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The query side beside the ledger in PostgreSQL.
class PostgresQuerySideTest extends QuestionContract {
    private final PostgresLedger ledger = PostgresLedger
            .takeOver(TestLedgers.settings(EmbeddedServer.running().newDatabase()), true);

    @AfterEach
    void close() {
        ledger.close();
    }

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected CommittedGroups groups() {
        return ledger.groups();
    }

    @Override
    protected QueryDatabase database() {
        return ledger.queryDatabase();
    }

    @Test
    void twoMayFollowAtATime() {
        append(300);
        try (QuerySide one = side(); QuerySide other = side()) {
            append(3_000);
            one.catchUp(Duration.ofSeconds(20));
            other.catchUp(Duration.ofSeconds(20));

            assertAnswers(one);
            assertAnswers(other);
            assertThat(one.failures() + other.failures()).isZero();
        }
    }

    @Test
    void findsAChangedTable() throws SQLException {
        append(300);
        followOnce();

        try (QuerySide side = side()) {
            for (String change : List.of("UPDATE orders SET status = 'NEW' WHERE order_number = 3",
                    "DELETE FROM order_event WHERE seq = 17", "UPDATE event SET cl_ord_id = 'other' WHERE seq = 20",
                    "DELETE FROM event WHERE seq = 10")) {
                update(change);
                assertThat(side.compare().fault()).as(change).isNotNull();
            }
        }
    }
}
