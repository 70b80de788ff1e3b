package dev.fixway.persistence.query;

import dev.fixway.persistence.postgres.PostgresSettings;
import dev.fixway.persistence.postgres.PostgresVisitor;
import dev.fixway.persistence.sql.QuerySide;
import java.nio.file.Path;

/// A ledger that somebody asks who does not write it. One in files must be nobody else's meanwhile; one in PostgreSQL
/// may have a gateway, which is left alone. Any thread.
public final class LedgerVisit implements AutoCloseable {
    private final LedgerQuery query;
    private final Runnable end;

    private LedgerVisit(LedgerQuery query, Runnable end) {
        this.query = query;
        this.end = end;
    }

    /// - Throws DataLockedException when the ledger is in files and a gateway uses them, LedgerException when it cannot
    /// be read
    public static LedgerVisit open(Path dataDir, Persistence.Settings settings) {
        PostgresSettings postgres = settings.postgres();
        if (postgres == null) {
            Persistence persistence = Persistence.open(dataDir, settings);
            return new LedgerVisit(persistence.query(), persistence::close);
        }
        PostgresVisitor visitor = PostgresVisitor.open(postgres);
        try {
            QuerySide side = QuerySide.open(visitor.queryDatabase(), visitor.groups(), visitor.installation(),
                    settings.query());
            return new LedgerVisit(new LedgerQuery(side.byAnyId()), () -> {
                try (PostgresVisitor _ = visitor) {
                    side.close();
                }
            });
        } catch (RuntimeException e) {
            visitor.close();
            throw e;
        }
    }

    /// Events of one order by any of its ids.
    public LedgerQuery query() {
        return query;
    }

    @Override
    public void close() {
        end.run();
    }
}
