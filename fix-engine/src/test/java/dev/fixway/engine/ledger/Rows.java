package dev.fixway.engine.ledger;

import dev.fixway.engine.domain.OrderScript;
import java.util.ArrayList;
import java.util.List;

/// The rows of an [OrderScript], as the engine writes them.
final class Rows {
    private Rows() {}

    static LedgerEvent of(OrderScript.Step step, long seq) {
        LedgerEvent.Builder row = EventCodec.write(step.event(), step.after()).set(LedgerField.EVENT_TIME, step.at());
        if (step.report() != null) {
            ReportCodec.put(row, step.report());
        }
        return row.at(seq);
    }

    /// Every row, after it went through its stored bytes.
    static List<LedgerEvent> stored(OrderScript script) {
        List<LedgerEvent> rows = new ArrayList<>();
        for (OrderScript.Step step : script.steps()) {
            rows.add(CanonicalBytes.read(CanonicalBytes.of(of(step, rows.size() + 1))));
        }
        return rows;
    }
}
