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
        String code = row.get(LedgerField.REASON_CODE);
        String text = row.get(LedgerField.REASON_TEXT);
        return Frame.of("error", json -> {
            json.writeStringProperty("code", code == null ? "INTERNAL_ERROR" : code);
            json.writeStringProperty("message", text == null ? "a person must look" : text);
            json.writeName("details");
            json.writeStartObject();
            put(json, "broker", platform);
            put(json, "symbol", row.get(LedgerField.SYMBOL));
            switch (code) {
                case "POSITION_UNPROTECTED" -> writeUnprotected(json, row, text);
                case "OCO_DOUBLE_EXIT" -> writeDoubleExit(json, row);
                case null, default -> put(json, "order_id", row.get(LedgerField.ORDER_ID));
            }
            json.writeEndObject();
            Frame.time(json, "timestamp", Instant.parse(row.text(LedgerField.RECORDED_AT)));
        }).endOf(row.seq());
    }

    /// About the entry, where an exit is what failed.
    private static void writeUnprotected(JsonGenerator json, LedgerEvent row, @Nullable String text) {
        String parent = row.get(LedgerField.PARENT_ORDER_ID);
        put(json, "order_id", parent == null ? row.get(LedgerField.ORDER_ID) : parent);
        json.writeArrayPropertyStart("failed_exits");
        for (LedgerField exit : new LedgerField[]{LedgerField.STOP_LOSS, LedgerField.TAKE_PROFIT}) {
            if (row.has(exit)) {
                json.writeStartObject();
                json.writeStringProperty("type", exit == LedgerField.STOP_LOSS ? "StopLoss" : "TakeProfit");
                put(json, "error", text);
                json.writeArrayPropertyStart("actual_order_ids");
                json.writeEndArray();
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeBooleanProperty("circuit_breaker_open", false);
    }

    private static void writeDoubleExit(JsonGenerator json, LedgerEvent row) {
        put(json, "oco_group_id", row.get(LedgerField.PARENT_ORDER_ID));
        writeFill(json, "first_fill", row.get(LedgerField.REF_ID), row.get(LedgerField.LAST_QTY), row);
        writeFill(json, "second_fill", row.get(LedgerField.ORDER_ID), row.get(LedgerField.CUM_QTY), row);
        put(json, "total_exit_quantity", row.get(LedgerField.ORDER_QTY));
    }

    private static void writeFill(JsonGenerator json, String name, @Nullable String orderId, @Nullable String quantity,
            LedgerEvent row) {
        json.writeObjectPropertyStart(name);
        put(json, "order_id", orderId);
        put(json, "quantity", quantity);
        put(json, "side", "BUY".equals(row.get(LedgerField.SIDE)) ? "Buy" : "Sell");
        json.writeEndObject();
    }

    private static void put(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
