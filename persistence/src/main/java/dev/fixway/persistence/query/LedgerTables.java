package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.Group;
import dev.fixway.persistence.postgres.PostgresSettings;
import dev.fixway.persistence.postgres.PostgresVisitor;
import java.util.function.Consumer;

/// Reads a ledger from its tables in PostgreSQL.
final class LedgerTables implements StoredLedger {
    private final PostgresVisitor visitor;

    private LedgerTables(PostgresVisitor visitor) {
        this.visitor = visitor;
    }

    static LedgerTables open(PostgresSettings settings) {
        return new LedgerTables(PostgresVisitor.open(settings));
    }

    @Override
    public long headSeq() {
        return visitor.head().seq();
    }

    @Override
    public void groups(Consumer<Group> visitor) {
        this.visitor.upTo(this.visitor.head(), group -> {
            visitor.accept(group.group());
            return true;
        });
    }

    @Override
    public void close() {
        visitor.close();
    }
}
