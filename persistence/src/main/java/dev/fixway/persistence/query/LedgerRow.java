package dev.fixway.persistence.query;

import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.UtcText;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.persistence.sql.OrderAsOf;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One row of an answer: its values by the names of their columns, in the order of the columns; what is absent is left
/// out. All values are text exactly as recorded.
public record LedgerRow(Map<String, String> values) {
    /// The column that every row has: the event's sequence, or that of the last event that counts for an order.
    public static final String SEQ = "seq";

    private static final List<String> OF_EVENTS = Stream
            .concat(Stream.of(SEQ), Arrays.stream(LedgerField.values()).map(LedgerField::column))
            .toList();
    private static final List<String> OF_STATES = List.of(SEQ, "order_id", "cl_ord_id", "entered_by", "account",
            "provider", "provider_order_id", "symbol", "side", "ord_type", "time_in_force", "order_qty", "price",
            "stop_px", "ord_status", "cum_qty", "leaves_qty", "avg_px", "in_doubt", "entered_at", "updated_at");

    public LedgerRow {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// Characters of all values.
    long characters() {
        return values.values().stream().mapToLong(String::length).sum();
    }

    /// Every column that rows of a kind can have, in their order.
    public static List<String> columns(LedgerQuestion.Kind kind) {
        return kind == LedgerQuestion.Kind.EVENTS ? OF_EVENTS : OF_STATES;
    }

    static LedgerRow of(LedgerEvent event) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(SEQ, String.valueOf(event.seq()));
        for (LedgerField field : LedgerField.values()) {
            put(values, field.column(), event.get(field));
        }
        return new LedgerRow(values);
    }

    static LedgerRow of(OrderAsOf asOf) {
        Order order = asOf.order();
        Terms terms = order.terms();
        Route route = order.currentRoute();
        Map<String, String> values = new LinkedHashMap<>();
        values.put(SEQ, String.valueOf(asOf.lastSeq()));
        put(values, "order_id", order.orderId());
        put(values, "cl_ord_id", order.chain().current());
        put(values, "entered_by", order.intent().party().name());
        put(values, "account", order.intent().party().account());
        put(values, "provider", order.intent().provider());
        put(values, "provider_order_id", route == null ? null : route.venueOrderId());
        put(values, "symbol", order.intent().symbol());
        put(values, "side", order.intent().side());
        put(values, "ord_type", terms.ordType());
        put(values, "time_in_force", terms.timeInForce());
        put(values, "order_qty", terms.orderQty());
        put(values, "price", terms.price());
        put(values, "stop_px", terms.stopPx());
        put(values, "ord_status", order.ordStatus());
        put(values, "cum_qty", order.cumQty());
        put(values, "leaves_qty", order.leavesQty());
        put(values, "avg_px", order.executions().avgPx().toPlainString());
        put(values, "in_doubt", order.isInDoubt() ? "Y" : null);
        put(values, "entered_at", UtcText.iso(order.life().createdAt()));
        put(values, "updated_at", UtcText.iso(order.life().updatedAt()));
        return new LedgerRow(values);
    }

    private static void put(Map<String, String> values, String column, @Nullable Object value) {
        if (value != null) {
            values.put(column, value.toString());
        }
    }
}
