package dev.fixway.bridge.stream;

import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What a person has to see: clients log it as an error.
final class AlarmFrames {
    private AlarmFrames() {}

    /// The frame of an alarm in the ledger.
    ///
    /// - `platform`: null when it is not known which venue it is about
    static Frame of(LedgerEvent row, @Nullable String platform) {
        String text = row.get(LedgerField.REASON_TEXT);
        return Frame.of("error", json -> {
            json.writeStringProperty("code", "INTERNAL_ERROR");
            json.writeStringProperty("message", text == null ? "a person must look" : text);
            json.writeName("details");
            json.writeStartObject();
            put(json, "broker", platform);
            put(json, "order_id", row.get(LedgerField.ORDER_ID));
            put(json, "symbol", row.get(LedgerField.SYMBOL));
            json.writeEndObject();
            Frame.time(json, "timestamp", Instant.parse(row.text(LedgerField.RECORDED_AT)));
        }).endOf(row.seq());
    }

    private static void put(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
