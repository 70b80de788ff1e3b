package dev.fixway.bridge.stream;

import dev.fixway.engine.domain.Order;
import dev.fixway.engine.ledger.LedgerEvent;
import tools.jackson.core.JsonGenerator;

/// Writes the objects of the Trading API, the same ones that REST answers with. On the I/O thread, and for history on
/// virtual threads.
public interface ObjectWriter {
    /// - `isNew`: the order is told for the first time, now
    void order(JsonGenerator json, Order order, boolean isNew);

    /// - `fill`: the event of a fill
    void trade(JsonGenerator json, LedgerEvent fill);
}
