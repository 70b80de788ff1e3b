package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.LedgerException;
import java.nio.file.Path;

/// What stands at a place of a segment is not the frame that belongs there.
public class BadFrameException extends LedgerException {
    private static final long serialVersionUID = 1;
    private final long offset;

    BadFrameException(Path segment, long offset, String what) {
        super(segment.getFileName() + " at " + offset + ": " + what);
        this.offset = offset;
    }

    /// Offset of the frame in its segment.
    public long offset() {
        return offset;
    }
}
