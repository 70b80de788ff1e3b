package dev.fixway.engine.ledger;

/// The ledger cannot be written or read, or what it holds is not what it should hold.
public class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LedgerException(String message) {
        super(message);
    }

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
