package dev.fixway.providers.alpaca;

import dev.fixway.providers.alpaca.PaperFault.Answer;
import dev.fixway.providers.alpaca.PaperFault.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the stand-in does with orders: takes, changes, cancels and fills them, strictly by its rules. Everything trades
/// at 100. Guarded by the book's monitor.
final class PaperDesk {
    static final BigDecimal PRICE = new BigDecimal("100");
    private final PaperBook book;
    private final PaperStream stream;
    private final BigDecimal firstShare;
    private final Map<String, ObjectNode> heldReplaces = new HashMap<>();
    private final PaperGroups groups;

    PaperDesk(PaperBook book, PaperStream stream, BigDecimal firstShare) {
        this.book = book;
        this.stream = stream;
        this.firstShare = firstShare;
        this.groups = new PaperGroups(book, this::become);
    }

    PaperGroups groups() {
        return groups;
    }

    static Answer error(int status, int code, String message) {
        return new Answer(status,
                PaperBook.JSON.writeValueAsString(Map.of("code", code, "message", message)));
    }

    private Answer ok(PaperOrder order) {
        return new Answer(200, PaperBook.JSON.writeValueAsString(groups.nested(order)));
    }

    Answer submit(JsonNode request, @Nullable PaperFault fault) {
        Answer objection = objection(request);
        if (objection != null) {
            return objection;
        }
        String clientId = request.path("client_order_id").asString("");
        if (book.byClientId(clientId) != null) {
            return error(422, 40_010_001, "client_order_id must be unique");
        }
        PaperOrder order = PaperOrder.of(book.newId(), request, PaperBook.JSON.createObjectNode(), book.now());
        book.keep(order);
        groups.open(order, request);
        Answer answer = ok(order);
        tell(order, "pending_new");
        groups.legs(order).forEach(leg -> tell(leg, "held"));
        Kind kind = fault == null ? null : fault.kind();
        if (kind == Kind.REJECTED_LATER) {
            become(order, "rejected");
            groups.ended(order);
        } else {
            become(order, kind == Kind.WAITING ? "accepted" : "new");
        }
        return answer;
    }

    private @Nullable Answer objection(JsonNode request) {
        Answer objection = PaperRules.objection(request);
        BigDecimal position = book.positions().getOrDefault(request.path("symbol").asString(""), BigDecimal.ZERO);
        Answer ofExits = objection != null ? objection : PaperExitRules.objection(request, position);
        return ofExits != null ? ofExits : groups.insufficient(request);
    }

    void become(PaperOrder order, String status) {
        become(order, status, status);
    }

    /// The order ends so by itself, and takes its group with it.
    void end(PaperOrder order, String status) {
        become(order, status);
        groups.ended(order);
    }

    /// - `event`: the name under which it is told
    void become(PaperOrder order, String status, String event) {
        order.become(status, book.now());
        book.keep(order);
        tell(order, event);
    }

    private void tell(PaperOrder order, String event) {
        stream.tell(event, order, null);
    }

    Answer replace(PaperOrder order, JsonNode request, @Nullable PaperFault fault) {
        Answer objection = objectionToReplace(order, request);
        if (objection != null) {
            return objection;
        }
        ObjectNode wished = PaperBook.JSON.createObjectNode();
        for (String name : new String[]{"symbol", "side", "type", "time_in_force", "qty", "limit_price",
                "stop_price"}) {
            String value = order.text(name);
            if (request.has(name)) {
                wished.set(name, request.get(name));
            } else if (value != null) {
                wished.put(name, value);
            }
        }
        wished.put("client_order_id", request.path("client_order_id").asString("made-" + book.newId()));
        PaperOrder next = PaperOrder.of(book.newId(), wished, PaperBook.JSON.createObjectNode(), book.now());
        next.put("replaces", order.id());
        groups.replaced(order, next);
        Answer answer = ok(next);
        if (fault != null && fault.kind() == Kind.HELD) {
            heldReplaces.put(order.clientId(), next.json());
            become(order, "pending_replace");
        } else {
            takePlace(order, next);
        }
        return answer;
    }

    private void takePlace(PaperOrder order, PaperOrder next) {
        boolean isHeld = order.status().equals("held");
        order.put("replaced_by", next.id());
        become(order, "replaced");
        become(next, isHeld ? "held" : "new");
    }

    private @Nullable Answer objectionToReplace(PaperOrder order, JsonNode request) {
        if (groups.isLeg(order) ? !groups.isChangeable(order) : !order.isWorking()) {
            return error(422, order.isOpen() ? 40_010_001 : 42_210_000,
                    "cannot replace order in " + order.status() + " status");
        }
        if (order.text("notional") != null) {
            return error(422, 42_210_000, "notional orders cannot be replaced");
        }
        Answer objection = PaperRules.objectionToReplace(order, request);
        if (objection != null) {
            return objection;
        }
        if (groups.isLeg(order) && request.has("qty")) {
            return error(422, 42_210_000, "qty of a leg cannot be replaced");
        }
        BigDecimal filled = order.filledQty().add(book.filledBefore(order));
        if (request.has("qty") && new BigDecimal(request.get("qty").stringValue()).compareTo(filled) <= 0) {
            return error(422, 42_210_000, "qty must be > filled qty");
        }
        return book.byClientId(request.path("client_order_id").asString("")) == null
                ? null
                : error(422, 40_010_001, "client_order_id must be unique");
    }

    Answer cancel(PaperOrder order, @Nullable PaperFault fault) {
        if (!order.isOpen()) {
            return error(422, 42_210_000, "order is already in \"" + order.status() + "\" state");
        }
        if (order.status().startsWith("pending_c") || order.status().startsWith("pending_r")) {
            return error(422, 42_210_000, "order is in " + order.status() + " status");
        }
        become(order, "pending_cancel");
        if (fault == null || fault.kind() != Kind.HELD) {
            end(order, "canceled");
        }
        return new Answer(204, "");
    }

    /// All at once, item by item: what is on its way already is not cancellable.
    Answer cancelAll() {
        ArrayNode items = PaperBook.JSON.createArrayNode();
        for (PaperOrder order : book.orders()) {
            if (order.isOpen()) {
                Answer answer = cancel(order, null);
                ObjectNode item = items.addObject()
                        .put("id", order.id())
                        .put("status", answer.status() == 204 ? 200 : answer.status());
                if (answer.status() != 204) {
                    item.set("body", PaperBook.JSON.readTree(answer.body()));
                }
            }
        }
        return new Answer(207, PaperBook.JSON.writeValueAsString(items));
    }

    /// What was held is done now.
    void confirm(PaperOrder order) {
        ObjectNode next = heldReplaces.remove(order.clientId());
        PaperOrder successor = next == null ? null : book.byId(next.get("id").stringValue());
        if (successor == null) {
            end(order, "canceled");
        } else {
            takePlace(order, successor);
        }
    }

    /// What was held is refused after all.
    void refuse(PaperOrder order) {
        ObjectNode next = heldReplaces.remove(order.clientId());
        PaperOrder successor = next == null ? null : book.byId(next.get("id").stringValue());
        if (order.isOpen()) {
            order.become(order.filledQty().signum() > 0 ? "partially_filled" : "new", book.now());
            book.keep(order);
        }
        if (successor != null) {
            become(successor, "rejected");
        }
        tell(order, successor == null ? "order_cancel_rejected" : "order_replace_rejected");
    }

    /// Ends whatever an order waits for; one that has nothing left to fill is not replaced.
    void release(PaperOrder order, boolean confirms) {
        // A fill meanwhile has changed the status of an order whose replace is held.
        switch (heldReplaces.containsKey(order.clientId()) ? "pending_replace" : order.status()) {
            case "pending_cancel", "pending_replace" -> {
                if (confirms && order.isOpen() && leaves(order).signum() > 0 && isEnough(order)) {
                    confirm(order);
                } else {
                    refuse(order);
                }
            }
            case "accepted", "suspended", "stopped", "done_for_day", "moon_phase" ->
                become(order, order.filledQty().signum() > 0 ? "partially_filled" : "new", "new");
            default -> {
                // It waits for nothing but a price.
            }
        }
    }

    /// Whether the order that is held for this one's place asks for more than is filled by now.
    private boolean isEnough(PaperOrder order) {
        ObjectNode next = heldReplaces.get(order.clientId());
        return next == null || new BigDecimal(next.get("qty").stringValue())
                .compareTo(order.filledQty().add(book.filledBefore(order))) > 0;
    }

    /// One fill, whatever became of the order.
    void fill(PaperOrder order, BigDecimal qty, BigDecimal price) {
        Instant at = book.now();
        order.filled(qty, price);
        boolean isWhole = order.filledQty().add(book.filledBefore(order)).compareTo(order.qty()) >= 0;
        if (order.isOpen()) {
            order.become(isWhole ? "filled" : "partially_filled", at);
        }
        book.keep(order);
        stream.tell(isWhole ? "fill" : "partial_fill", order, book.fill(order, qty, price, at));
        groups.filled(order, leaves(order));
    }

    /// Takes a fill of an order back; one that was filled by it works again.
    ///
    /// - `id`: of the fill; null means the last one
    void bust(PaperOrder order, @Nullable String id) {
        ObjectNode fill = book.standingFill(order, id);
        undo(order, fill);
        settle(order);
        book.bust(fill);
        book.keep(order);
        stream.change("trade_bust", order, fill, fill);
    }

    /// The same, with another quantity or price in its place.
    void correct(PaperOrder order, @Nullable String id, BigDecimal qty, BigDecimal price) {
        ObjectNode fill = book.standingFill(order, id);
        undo(order, fill);
        order.filled(qty, price);
        settle(order);
        ObjectNode now = book.correct(fill, qty, price, book.newId());
        book.keep(order);
        stream.change("trade_correct", order, fill, now);
    }

    private static void undo(PaperOrder order, ObjectNode fill) {
        order.filled(new BigDecimal(fill.get("qty").stringValue()).negate(),
                new BigDecimal(fill.get("price").stringValue()));
    }

    /// What less filled means for an order: one that waits for something, or has ended otherwise, stays as it is.
    private void settle(PaperOrder order) {
        boolean goesOn = order.status().equals("filled") && leaves(order).signum() > 0;
        String working = order.filledQty().signum() > 0 ? "partially_filled" : "new";
        order.become(goesOn || order.isWorking() ? working : order.status(), book.now());
    }

    BigDecimal leaves(PaperOrder order) {
        return order.qty().subtract(order.filledQty()).subtract(book.filledBefore(order)).max(BigDecimal.ZERO);
    }

    void fillWhole(PaperOrder order) {
        if (leaves(order).signum() > 0) {
            fill(order, leaves(order), PRICE);
        }
    }

    /// One more fill for every order that can trade.
    void step() {
        Iterator<PaperOrder> all = book.orders().iterator();
        while (all.hasNext()) {
            PaperOrder order = all.next();
            if (order.isWorking()) {
                step(order);
            }
        }
    }

    private void step(PaperOrder order) {
        boolean isFok = order.timeInForce().equals("fok");
        if (trades(order)) {
            BigDecimal share = leaves(order).multiply(firstShare).setScale(0, RoundingMode.DOWN);
            boolean isWhole = order.filledQty().signum() > 0 || isFok || share.signum() == 0;
            fill(order, isWhole ? leaves(order) : share, PRICE);
        }
        if (Set.of("ioc", "fok").contains(order.timeInForce()) && order.isOpen()) {
            become(order, "canceled");
        }
    }

    private boolean trades(PaperOrder order) {
        if (leaves(order).signum() == 0 || order.type().startsWith("stop")) {
            return false;
        }
        BigDecimal limit = order.decimal("limit_price");
        int toMarket = limit == null ? 0 : limit.compareTo(PRICE);
        return order.isBuy() ? toMarket >= 0 : toMarket <= 0;
    }
}
