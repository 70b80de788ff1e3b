package dev.fixway.persistence.postgres;

import dev.fixway.persistence.journal.ChainPoint;
import dev.fixway.persistence.journal.CommittedGroups;
import dev.fixway.persistence.journal.StoredGroup;
import dev.fixway.persistence.sql.QueryDatabase;
import java.util.function.Predicate;

/// Looks at a ledger that another process may be writing: for the command line, which must not take it over. Any
/// thread.
public final class PostgresVisitor implements AutoCloseable {
    private final Pool pool;
    private final String place;

    private PostgresVisitor(Pool pool, String place) {
        this.pool = pool;
        this.place = place;
    }

    /// Throws LedgerException when the server cannot be reached.
    public static PostgresVisitor open(PostgresSettings settings) {
        return new PostgresVisitor(Pool.open(new Connections(settings)), settings.url().toString());
    }

    /// Where the ledger is, without what must not be shown.
    public String place() {
        return place;
    }

    public String installation() {
        return pool.head().installation();
    }

    /// What is committed, to the head of each call.
    public CommittedGroups groups() {
        return new PostgresGroups(pool, pool::head);
    }

    /// The query side's tables in the same database.
    public QueryDatabase queryDatabase() {
        return new PostgresDatabase(pool);
    }

    /// The head row as it is now.
    public ChainPoint head() {
        Head head = pool.head();
        return new ChainPoint(head.group(), head.seq(), head.hash());
    }

    /// Every group in order up to a head that [#head] gave, until the visitor says false. Proves nothing.
    public void upTo(ChainPoint head, Predicate<StoredGroup> visitor) {
        Head until = new Head("", 0, "", head.seq(), head.group(), head.hash());
        pool.transaction(connection -> {
            try (GroupCursor cursor = new GroupCursor(connection, 1, 1, until)) {
                boolean goesOn = true;
                while (goesOn) {
                    StoredGroup group = cursor.next();
                    goesOn = group != null && visitor.test(group);
                }
            }
            return true;
        });
    }

    @Override
    public void close() {
        pool.close();
    }
}
