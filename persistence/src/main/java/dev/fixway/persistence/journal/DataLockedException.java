package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.LedgerException;
import java.nio.file.Path;

/// Another gateway uses the data folder.
public class DataLockedException extends LedgerException {
    private static final long serialVersionUID = 1;
    private final String holder;

    DataLockedException(Path folder, String holder) {
        super("the data folder " + folder + " is in use by process " + holder);
        this.holder = holder;
    }

    /// Process id of the gateway that holds the folder; `unknown` when it has not yet said.
    public String holder() {
        return holder;
    }
}
