package dev.fixway.bridge.stream;

import dev.fixway.engine.domain.Order;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.provider.AccountFigures;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.VenuePosition;
import tools.jackson.core.JsonGenerator;

/// Writes the objects of the Trading API, the same ones that REST answers with. On the I/O thread, and for history on
/// virtual threads.
public interface ObjectWriter {
    /// - `isNew`: the order is told for the first time, now
    void order(JsonGenerator json, Order order, boolean isNew);

    /// - `fill`: the event of a fill
    void trade(JsonGenerator json, LedgerEvent fill);

    void quote(JsonGenerator json, Quote quote);

    void bar(JsonGenerator json, Bar bar);

    void position(JsonGenerator json, VenuePosition position);

    void account(JsonGenerator json, AccountFigures figures);
}
