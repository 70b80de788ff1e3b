package dev.fixway.providers.alpaca;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An order of the stand-in: the entity as it is shown. Guarded by the book's monitor.
public final class PaperOrder {
    private static final String[] NULLS = {"filled_at", "expired_at", "canceled_at", "failed_at", "replaced_at",
            "replaced_by", "replaces", "filled_avg_price", "legs", "trail_percent", "trail_price", "hwm", "expires_at"};
    private final ObjectNode json;

    PaperOrder(ObjectNode json) {
        this.json = json;
    }

    /// A new one of a request that was found good.
    static PaperOrder of(String id, JsonNode request, ObjectNode empty, Instant now) {
        PaperOrder order = new PaperOrder(empty);
        for (String name : NULLS) {
            order.json.putNull(name);
        }
        String symbol = request.path("symbol").stringValue();
        order.json.put("id", id)
                .put("client_order_id", request.path("client_order_id").asString("made-" + id))
                .put("created_at", now.toString())
                .put("updated_at", now.toString())
                .put("submitted_at", now.toString())
                .put("asset_id", "a-" + symbol)
                .put("symbol", symbol)
                .put("asset_class", symbol.contains("/") ? "crypto" : "us_equity")
                .put("filled_qty", "0")
                .put("order_class", "")
                .put("type", request.path("type").stringValue())
                .put("order_type", request.path("type").stringValue())
                .put("side", request.path("side").stringValue())
                .put("time_in_force", request.path("time_in_force").stringValue())
                .put("extended_hours", false)
                .put("status", "pending_new");
        for (String name : new String[]{"qty", "notional", "limit_price", "stop_price"}) {
            order.json.set(name, request.has(name) ? request.get(name) : empty.nullNode());
        }
        return order;
    }

    ObjectNode json() {
        return json;
    }

    public String venueId() {
        return id();
    }

    String id() {
        return json.get("id").stringValue();
    }

    public String clientId() {
        return json.get("client_order_id").stringValue();
    }

    public String symbol() {
        return json.get("symbol").stringValue();
    }

    public String status() {
        return json.get("status").stringValue();
    }

    public String type() {
        return json.get("type").stringValue();
    }

    String timeInForce() {
        return json.get("time_in_force").stringValue();
    }

    public boolean isBuy() {
        return json.get("side").stringValue().equals("buy");
    }

    /// A field as text; null for none.
    public @Nullable String text(String name) {
        JsonNode value = json.path(name);
        return value.isString() ? value.stringValue() : null;
    }

    @Nullable
    BigDecimal decimal(String name) {
        String text = text(name);
        return text == null ? null : new BigDecimal(text);
    }

    public BigDecimal filledQty() {
        return new BigDecimal(json.get("filled_qty").stringValue());
    }

    /// The total; of an order by amount what it comes to at 100.
    public BigDecimal qty() {
        BigDecimal qty = decimal("qty");
        BigDecimal notional = decimal("notional");
        return qty != null ? qty : notional == null ? BigDecimal.ZERO : notional.movePointLeft(2);
    }

    public boolean isOpen() {
        return switch (status()) {
            case "filled", "canceled", "expired", "rejected", "replaced" -> false;
            default -> true;
        };
    }

    /// Whether it was to take the place of another one, and was refused.
    public boolean isRefusedReplace() {
        return text("replaces") != null && status().equals("rejected");
    }

    boolean isWorking() {
        return status().equals("new") || status().equals("partially_filled");
    }

    void become(String status, Instant now) {
        json.put("status", status).put("updated_at", now.toString());
        String at = switch (status) {
            case "filled", "canceled", "expired", "replaced" -> status + "_at";
            case "rejected" -> "failed_at";
            default -> null;
        };
        if (at != null) {
            json.put(at, now.toString());
        }
    }

    void filled(BigDecimal qty, BigDecimal price) {
        BigDecimal before = filledQty();
        BigDecimal after = before.add(qty);
        BigDecimal average = decimal("filled_avg_price");
        BigDecimal value = (average == null ? BigDecimal.ZERO : average.multiply(before)).add(price.multiply(qty));
        json.put("filled_qty", after.toPlainString())
                .put("filled_avg_price", after.signum() == 0
                        ? null
                        : value.divide(after, 9, RoundingMode.HALF_EVEN).toPlainString());
    }

    void put(String name, String value) {
        json.put(name, value);
    }
}
