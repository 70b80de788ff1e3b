package dev.fixway.providers.alpaca;

import dev.fixway.providers.alpaca.PaperFault.Answer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Brackets, OTO and OCO of the stand-in: exits that are held until their entry is filled whole, of which one ends the
/// other, and that are shown below their entry where nested orders are asked for. Guarded by the book's monitor.
final class PaperGroups {
    private final PaperBook book;
    private final BiConsumer<PaperOrder, String> become;

    /// - `become`: lets an order change its status and tells it
    PaperGroups(PaperBook book, BiConsumer<PaperOrder, String> become) {
        this.book = book;
        this.become = become;
    }

    /// Makes the exits that a request asks for; nobody is told but by the answer.
    void open(PaperOrder entry, JsonNode request) {
        String orderClass = request.path("order_class").asString("");
        if (orderClass.isEmpty() || orderClass.equals("simple")) {
            return;
        }
        entry.put("order_class", orderClass);
        book.keep(entry);
        List<String> legs = new ArrayList<>();
        // The first leg of an `oco` is the order itself.
        if (request.has("take_profit") && !orderClass.equals("oco")) {
            legs.add(leg(entry, "limit", request.get("take_profit")).id());
        }
        if (request.has("stop_loss")) {
            JsonNode stopLoss = request.get("stop_loss");
            legs.add(leg(entry, stopLoss.has("limit_price") ? "stop_limit" : "stop", stopLoss).id());
        }
        book.group(entry.id(), legs);
    }

    private PaperOrder leg(PaperOrder entry, String type, JsonNode prices) {
        boolean isOco = "oco".equals(entry.text("order_class"));
        String side = entry.isBuy() == isOco ? "buy" : "sell";
        ObjectNode wished = PaperBook.JSON.createObjectNode()
                .put("symbol", entry.symbol())
                .put("side", side)
                .put("type", type)
                .put("time_in_force", entry.timeInForce())
                .put("qty", entry.qty().toPlainString())
                .put("client_order_id", "leg-" + book.newId());
        prices.properties().forEach(price -> wished.set(price.getKey(), price.getValue()));
        PaperOrder leg = PaperOrder.of(book.newId(), wished, PaperBook.JSON.createObjectNode(), book.now());
        leg.put("order_class", String.valueOf(entry.text("order_class")));
        leg.put("status", "held");
        book.keep(leg);
        return leg;
    }

    /// The exits of an order that stand for it now.
    List<PaperOrder> legs(PaperOrder entry) {
        List<PaperOrder> legs = new ArrayList<>();
        for (String id : book.legsOf(entry.id())) {
            PaperOrder leg = book.byId(id);
            if (leg != null && !leg.status().equals("replaced")) {
                legs.add(leg);
            }
        }
        return legs;
    }

    private @Nullable PaperOrder entryOf(PaperOrder leg) {
        String parent = book.parentOf(leg.id());
        return parent == null ? null : book.byId(parent);
    }

    private List<PaperOrder> siblings(PaperOrder order) {
        List<PaperOrder> siblings = new ArrayList<>();
        PaperOrder entry = entryOf(order);
        if (entry == null) {
            return siblings;
        }
        siblings.addAll(legs(entry));
        if ("oco".equals(entry.text("order_class"))) {
            siblings.add(entry);
        }
        siblings.removeIf(other -> other.id().equals(order.id()));
        return siblings;
    }

    /// An order with the exits below it, as nested lists and the answer to a submission show it.
    ObjectNode nested(PaperOrder order) {
        ObjectNode json = order.json().deepCopy();
        List<PaperOrder> legs = legs(order);
        if (!legs.isEmpty()) {
            ArrayNode shown = json.putArray("legs");
            legs.forEach(leg -> shown.add(leg.json().deepCopy()));
        }
        return json;
    }

    boolean isLeg(PaperOrder order) {
        return book.parentOf(order.id()) != null;
    }

    /// What a fill means for the others: a whole entry lets its exits work, an exit ends or shrinks the other one.
    void filled(PaperOrder order, BigDecimal leaves) {
        boolean isWhole = leaves.signum() == 0;
        if (isLeg(order) || "oco".equals(order.text("order_class"))) {
            List<PaperOrder> others = isLeg(order) ? siblings(order) : legs(order);
            for (PaperOrder other : others) {
                if (other.isOpen() && isWhole) {
                    become.accept(other, "canceled");
                } else if (other.isOpen()) {
                    // By itself and without a word: what is left of the position is left of both.
                    other.put("qty", leaves.add(other.filledQty()).toPlainString());
                    book.keep(other);
                }
            }
        } else if (isWhole) {
            List<PaperOrder> legs = legs(order);
            for (PaperOrder leg : legs) {
                // Of a pair the venue works the limit order and holds the stop. What is over stays so.
                if (leg.status().equals("held") && (legs.size() == 1 || leg.type().equals("limit"))) {
                    become.accept(leg, "new");
                }
            }
        }
    }

    /// Whoever of a group is cancelled, expires or is rejected takes the others with it.
    void ended(PaperOrder order) {
        List<PaperOrder> others = isLeg(order) ? siblings(order) : legs(order);
        for (PaperOrder other : others) {
            if (other.isOpen() && !other.status().startsWith("pending_")) {
                become.accept(other, "canceled");
            }
        }
        PaperOrder entry = entryOf(order);
        if (entry != null && entry.isOpen()) {
            become.accept(entry, "canceled");
        }
    }

    /// Whether an exit can be changed: when it works, or is held beside the one that works.
    boolean isChangeable(PaperOrder leg) {
        PaperOrder entry = entryOf(leg);
        return leg.isWorking() || (leg.status().equals("held") && entry != null && entry.status().equals("filled"));
    }

    /// Lets an order have the place of another one in its group.
    void replaced(PaperOrder order, PaperOrder next) {
        next.put("order_class", String.valueOf(order.text("order_class")));
        String parent = book.parentOf(order.id());
        if (parent != null) {
            List<String> legs = new ArrayList<>(book.legsOf(parent));
            legs.add(next.id());
            book.group(parent, legs);
        } else if (!book.legsOf(order.id()).isEmpty()) {
            book.group(next.id(), book.legsOf(order.id()));
        }
        book.keep(next);
    }

    /// Shares that open exits hold are not there to be sold.
    @Nullable
    Answer insufficient(JsonNode request) {
        String symbol = request.path("symbol").asString("");
        BigDecimal held = BigDecimal.ZERO;
        List<String> related = new ArrayList<>();
        boolean isBuy = request.path("side").asString("").equals("buy");
        for (PaperOrder leg : book.orders()) {
            PaperOrder entry = entryOf(leg);
            boolean isActive = leg.isOpen() && entry != null && entry.status().equals("filled");
            if (isActive && leg.symbol().equals(symbol) && leg.isBuy() == isBuy) {
                BigDecimal qty = leg.qty().subtract(leg.filledQty());
                // Both exits of a pair hold the same shares.
                held = siblings(leg).stream().anyMatch(other -> related.contains(other.id())) ? held : held.add(qty);
                related.add(leg.id());
            }
        }
        BigDecimal existing = book.positions().getOrDefault(symbol, BigDecimal.ZERO).abs();
        BigDecimal qty = new BigDecimal(request.path("qty").asString("0"));
        if (related.isEmpty() || qty.compareTo(existing.subtract(held)) <= 0) {
            return null;
        }
        ObjectNode body = PaperBook.JSON.createObjectNode()
                .put("available", existing.subtract(held).toPlainString())
                .put("code", 40_310_000)
                .put("existing_qty", existing.toPlainString())
                .put("held_for_orders", held.toPlainString())
                .put("message", "insufficient qty available for order (requested: " + qty.toPlainString()
                        + ", available: " + existing.subtract(held).toPlainString() + ")")
                .put("symbol", symbol);
        ArrayNode ids = body.putArray("related_orders");
        related.forEach(ids::add);
        return new Answer(403, PaperBook.JSON.writeValueAsString(body));
    }
}
