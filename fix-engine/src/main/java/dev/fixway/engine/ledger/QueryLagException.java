package dev.fixway.engine.ledger;

/// The query side is too far behind the commit to answer now.
public class QueryLagException extends LedgerException {
    private static final long serialVersionUID = 1;
    private final long lag;

    public QueryLagException(long lag) {
        super("the query side is " + lag + " events behind");
        this.lag = lag;
    }

    /// Events between the query side and the head.
    public long lag() {
        return lag;
    }
}
