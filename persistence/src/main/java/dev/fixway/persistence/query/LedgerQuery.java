package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.persistence.sql.QueryReader;
import java.util.List;

/// The question of all questions: everything that happened to one order, by whichever id somebody has. Any thread.
public final class LedgerQuery {
    private final QueryReader reader;

    public LedgerQuery(QueryReader reader) {
        this.reader = reader;
    }

    /// All events of the orders that an id leads to, and denials that carry it, oldest first; empty when nothing does.
    ///
    /// - `id`: OrderID(37), ClOrdID(11) of an order or request, route id, the venue's order or fill id, ExecID(17)
    /// - Throws LedgerException when the database cannot be read or does not reach the commit in time
    public List<LedgerEvent> eventsOf(String id) {
        return reader.eventsByAnyId(id);
    }
}
