package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.Ledger;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class JournalLedgerTest extends LedgerContract {
    @TempDir
    Path dataDir = Path.of("set by JUnit");

    private @Nullable DataLock lock;

    @Override
    protected Ledger open() {
        lock = DataLock.take(dataDir);
        return JournalLedger.open(lock, new JournalSettings(Durability.POWER, JournalSettings.SEGMENT_BYTES_MIN * 4));
    }

    @Override
    protected void close(Ledger ledger) {
        ledger.close();
        release();
    }

    @AfterEach
    void release() {
        if (lock != null) {
            lock.close();
        }
    }
}
