package dev.fixway.persistence.postgres;

import dev.fixway.engine.ledger.Ledger;
import dev.fixway.persistence.journal.LedgerContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// The ledger in PostgreSQL keeps the contract of every ledger.
class PostgresLedgerTest extends LedgerContract {
    private final String database = EmbeddedServer.running().newDatabase();
    private @Nullable Ledger opened;

    @Override
    protected Ledger open() {
        opened = PostgresLedger.takeOver(TestLedgers.settings(database), true);
        return opened;
    }

    @Override
    protected void close(Ledger ledger) {
        ledger.close();
        opened = null;
    }

    @AfterEach
    void end() {
        if (opened != null) {
            opened.close();
        }
    }
}
