package dev.fixway.providers.template;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The venue's orders and everything that happened to them, numbered from 1; outlives its server.
final class TemplateBook {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant START = Instant.parse("2026-03-10T14:30:00Z");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private final Map<String, ObjectNode> orders = new LinkedHashMap<>();
    private final List<JsonNode> events = new ArrayList<>();

    /// The venue's no.
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        final int status;
        final String code;

        Refused(int status, String code) {
            super(code);
            this.status = status;
            this.code = code;
        }
    }

    /// Takes an order; strict about its members.
    synchronized JsonNode enter(JsonNode asked) {
        for (String name : List.of("client_id", "symbol", "side", "type", "tif", "qty")) {
            if (!asked.path(name).isString() || asked.get(name).stringValue().isEmpty()) {
                throw new Refused(422, "invalid_" + name);
            }
        }
        if (asked.get("type").stringValue().equals("LIMIT") != asked.path("limit").isString()) {
            throw new Refused(422, "invalid_limit");
        }
        if (find(asked.get("client_id").stringValue()) != null) {
            throw new Refused(422, "duplicate");
        }
        String id = "V" + (orders.size() + 1);
        ObjectNode order = ((ObjectNode) asked.deepCopy()).put("id", id).put("at", now().toString());
        order.put("open", true).put("filled", "0").putArray("events");
        orders.put(id, order);
        tell(order, "accepted");
        return order;
    }

    private Instant now() {
        return START.plusSeconds(events.size());
    }

    private ObjectNode tell(ObjectNode order, String kind) {
        ObjectNode event = JSON.createObjectNode()
                .put("id", Integer.toString(events.size() + 1))
                .put("at", now().toString())
                .put("order", order.get("id").stringValue())
                .put("client_id", order.get("client_id").stringValue())
                .put("kind", kind);
        events.add(event);
        order.withArray("events").add(event);
        notifyAll();
        return event;
    }

    synchronized JsonNode cancel(@Nullable JsonNode found) {
        ObjectNode order = (ObjectNode) known(found);
        if (!order.get("open").asBoolean()) {
            throw new Refused(422, "too_late");
        }
        order.put("open", false);
        tell(order, "canceled");
        return order;
    }

    synchronized JsonNode known(@Nullable JsonNode order) {
        if (order == null) {
            throw new Refused(404, "unknown_order");
        }
        return order;
    }

    /// By its client id; null when there is none.
    synchronized @Nullable JsonNode find(String clientId) {
        return orders.values()
                .stream()
                .filter(order -> order.get("client_id").stringValue().equals(clientId))
                .findFirst()
                .orElse(null);
    }

    synchronized @Nullable JsonNode byId(String id) {
        return orders.get(id);
    }

    synchronized JsonNode open() {
        var list = JSON.createArrayNode();
        orders.values().stream().filter(order -> order.get("open").asBoolean()).forEach(list::add);
        return list;
    }

    /// Waits a little for the next ones where there are none.
    synchronized JsonNode eventsAfter(long number, long waitMillis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        for (long left = waitMillis; left > 0 && events.size() <= number; left = TimeUnit.NANOSECONDS
                .toMillis(end - System.nanoTime())) {
            wait(left);
        }
        var list = JSON.createArrayNode();
        events.stream().skip(number).forEach(list::add);
        return list;
    }

    synchronized int last() {
        return events.size();
    }

    /// A fill at 100, whatever became of the order.
    synchronized void fill(JsonNode found, BigDecimal qty) {
        ObjectNode order = (ObjectNode) found;
        BigDecimal filled = new BigDecimal(order.get("filled").stringValue()).add(qty);
        boolean isOver = filled.compareTo(new BigDecimal(order.get("qty").stringValue())) >= 0;
        order.put("filled", filled.toPlainString()).put("open", order.get("open").asBoolean() && !isOver);
        tell(order, "filled").put("qty", qty.toPlainString()).put("price", "100");
    }

    /// Fills market orders: whole, or half and then the rest.
    synchronized void step(boolean isHalfFirst) {
        for (ObjectNode order : List.copyOf(orders.values())) {
            if (order.get("open").asBoolean() && order.get("type").stringValue().equals("MARKET")) {
                BigDecimal qty = new BigDecimal(order.get("qty").stringValue());
                BigDecimal filled = new BigDecimal(order.get("filled").stringValue());
                boolean isFirst = isHalfFirst && filled.signum() == 0;
                fill(order, isFirst ? qty.divide(TWO) : qty.subtract(filled));
            }
        }
    }
}
