package dev.fixway.engine.ledger;

/// A commit whose answer was lost: the group may be in. [Ledger#reopen] finds out; what it finds is what counts.
public class CommitInDoubtException extends LedgerException {
    private static final long serialVersionUID = 1;

    public CommitInDoubtException(String message, Throwable cause) {
        super(message, cause);
    }
}
