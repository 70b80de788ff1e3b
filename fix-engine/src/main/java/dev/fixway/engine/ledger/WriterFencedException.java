package dev.fixway.engine.ledger;

/// Another process has taken the ledger over. This one must end: only a start may take it back.
public class WriterFencedException extends LedgerException {
    private static final long serialVersionUID = 1;

    public WriterFencedException(String message) {
        super(message);
    }
}
