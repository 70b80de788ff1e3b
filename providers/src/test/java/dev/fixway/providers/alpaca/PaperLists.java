package dev.fixway.providers.alpaca;

import static dev.fixway.providers.alpaca.PaperDesk.error;

import dev.fixway.providers.alpaca.PaperFault.Answer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the stand-in shows: orders, fills, positions, account. Guarded by the book's monitor.
final class PaperLists {
    private static final BigDecimal CASH = new BigDecimal("100000000");
    private static final int ORDERS_MAX = 500;
    private final PaperBook book;
    private final PaperGroups groups;
    private final int pageMax;

    /// - `pageMax`: longest page, so that paging is met early
    PaperLists(PaperBook book, PaperGroups groups, int pageMax) {
        this.book = book;
        this.groups = groups;
        this.pageMax = pageMax;
    }

    /// - `isNested`: whether its exits are shown below it
    Answer one(@Nullable PaperOrder order, String id, boolean isNested) {
        return order == null
                ? error(404, 40_410_000, "order not found for " + id)
                : new Answer(200, PaperBook.JSON.writeValueAsString(isNested ? groups.nested(order) : order.json()));
    }

    /// `status`, `direction`, `limit`, `after`, `after_order_id`, `nested`.
    Answer orders(UnaryOperator<String> query) {
        List<PaperOrder> orders = new ArrayList<>();
        boolean isAll = query.apply("status").equals("all");
        boolean isClosed = query.apply("status").equals("closed");
        boolean isNested = query.apply("nested").equals("true");
        for (PaperOrder order : book.orders()) {
            if ((isAll || order.isOpen() != isClosed) && !(isNested && isShownBelow(order, isAll, isClosed))) {
                orders.add(order);
            }
        }
        String afterId = query.apply("after_order_id");
        PaperOrder after = book.byId(afterId);
        if (!afterId.isEmpty() && after == null) {
            return error(422, 40_010_001, "invalid after_order_id");
        }
        Comparator<PaperOrder> bySubmission = Comparator.comparing(order -> submitted(order));
        if (after != null) {
            orders.removeIf(order -> !submitted(order).isAfter(submitted(after)));
        }
        if (after != null && !query.apply("after").isEmpty()) {
            return error(422, 40_010_001, "after_order_id does not go with after");
        }
        if (!query.apply("after").isEmpty()) {
            orders.removeIf(order -> !submitted(order).isAfter(Instant.parse(query.apply("after"))));
        }
        orders.sort(query.apply("direction").equals("asc") ? bySubmission : bySubmission.reversed());
        String limit = query.apply("limit");
        int most = Math.min(pageMax, Math.min(ORDERS_MAX, limit.isEmpty() ? 50 : Integer.parseInt(limit)));
        ArrayNode list = PaperBook.JSON.createArrayNode();
        orders.stream()
                .limit(most)
                .forEach(
                        order -> list.add(isNested ? groups.nested(order) : order.json().deepCopy()));
        return new Answer(200, PaperBook.JSON.writeValueAsString(list));
    }

    /// Whether an exit is shown below its entry: where that one is in the list too.
    private boolean isShownBelow(PaperOrder order, boolean isAll, boolean isClosed) {
        String parent = book.parentOf(order.id());
        PaperOrder entry = parent == null ? null : book.byId(parent);
        return entry != null && (isAll || entry.isOpen() != isClosed);
    }

    private static Instant submitted(PaperOrder order) {
        return Instant.parse(order.json().get("submitted_at").stringValue());
    }

    /// `after`, `direction`, `page_size`, `page_token`.
    Answer fills(UnaryOperator<String> query) {
        if (!query.apply("direction").equals("asc")) {
            return error(422, 40_010_001, "this stand-in lists fills in ascending order only");
        }
        String token = query.apply("page_token");
        Instant after = query.apply("after").isEmpty() ? Instant.EPOCH : Instant.parse(query.apply("after"));
        int most = Math.min(pageMax, Math.min(100, Integer.parseInt(query.apply("page_size"))));
        ArrayNode list = PaperBook.JSON.createArrayNode();
        for (ObjectNode fill : book.fills()) {
            boolean isAfter = Instant.parse(fill.get("transaction_time").stringValue()).isAfter(after)
                    && fill.get("id").stringValue().compareTo(token) > 0;
            if (isAfter && list.size() < most) {
                list.add(fill.deepCopy());
            }
        }
        return new Answer(200, PaperBook.JSON.writeValueAsString(list));
    }

    /// Positions by symbol, pairs without their slash.
    Answer positions() {
        ArrayNode list = PaperBook.JSON.createArrayNode();
        book.positions()
                .forEach((symbol, qty) -> list.addObject()
                        .put("asset_id", "a-" + symbol)
                        .put("symbol", symbol.replace("/", ""))
                        .put("asset_class", symbol.contains("/") ? "crypto" : "us_equity")
                        .put("qty", qty.toPlainString())
                        .put("qty_available", qty.toPlainString())
                        .put("side", qty.signum() < 0 ? "short" : "long")
                        .put("avg_entry_price", average(symbol, qty).toPlainString())
                        .put("market_value", qty.multiply(PaperDesk.PRICE).toPlainString())
                        .put("current_price", PaperDesk.PRICE.toPlainString())
                        .put("unrealized_pl",
                                PaperDesk.PRICE.subtract(average(symbol, qty)).multiply(qty).toPlainString()));
        return new Answer(200, PaperBook.JSON.writeValueAsString(list));
    }

    /// Of all fills on the position's side: near enough for a stand-in.
    private BigDecimal average(String symbol, BigDecimal position) {
        BigDecimal qty = BigDecimal.ZERO;
        BigDecimal value = BigDecimal.ZERO;
        for (ObjectNode fill : book.standing().toList()) {
            boolean isBuy = fill.get("side").stringValue().equals("buy");
            if (fill.get("symbol").stringValue().equals(symbol) && isBuy == position.signum() > 0) {
                BigDecimal part = new BigDecimal(fill.get("qty").stringValue());
                qty = qty.add(part);
                value = value.add(part.multiply(new BigDecimal(fill.get("price").stringValue())));
            }
        }
        return value.divide(qty, 9, java.math.RoundingMode.HALF_EVEN).stripTrailingZeros();
    }

    private BigDecimal cash() {
        BigDecimal cash = CASH;
        for (ObjectNode fill : book.standing().toList()) {
            BigDecimal value = new BigDecimal(fill.get("qty").stringValue())
                    .multiply(new BigDecimal(fill.get("price").stringValue()));
            cash = fill.get("side").stringValue().equals("buy") ? cash.subtract(value) : cash.add(value);
        }
        return cash;
    }

    Answer account() {
        BigDecimal worth = book.positions()
                .values()
                .stream()
                .map(qty -> qty.multiply(PaperDesk.PRICE))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        String equity = cash().add(worth).toPlainString();
        return new Answer(200, PaperBook.JSON.writeValueAsString(PaperBook.JSON.createObjectNode()
                .put("id", "3b0c6a0e-0000-4d2c-9a52-000000000001")
                .put("account_number", "PA3STANDIN01")
                .put("status", "ACTIVE")
                .put("currency", "USD")
                .put("cash", cash().toPlainString())
                .put("equity", equity)
                .put("portfolio_value", equity)
                .put("buying_power", cash().toPlainString())
                .put("initial_margin", worth.abs().toPlainString())
                .put("maintenance_margin", "0")
                .put("multiplier", "2")
                .put("trading_blocked", false)
                .put("account_blocked", false)
                .put("created_at", "2025-02-03T14:22:10.123456Z")));
    }
}
