package dev.fixway.providers.alpaca;

import dev.fixway.engine.provider.ProviderException;
import dev.fixway.providers.wire.PacedHttp;
import dev.fixway.providers.wire.RateBudget.Priority;
import dev.fixway.providers.wire.Reply;
import dev.fixway.providers.wire.WireRequest;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// What the trading API tells about orders. Each question throws ProviderException when it could not be asked or read.
final class AlpacaRest {
    private static final Logger LOG = LoggerFactory.getLogger(AlpacaRest.class);
    private static final int ORDERS_PAGE = 500;
    private static final int FILLS_PAGE = 100;
    private static final int PAGES_MAX = 1_000;
    private final PacedHttp http;

    AlpacaRest(PacedHttp http) {
        this.http = http;
    }

    Reply send(WireRequest request, Priority priority) {
        return http.send(request, priority);
    }

    /// By the venue's id, with the exits below it; null when it has no such order.
    @Nullable
    AlpacaOrder byId(String id) {
        return one("/v2/orders/" + encoded(id) + "?nested=true");
    }

    /// By the client id, whatever became of it; null when it has no such order.
    @Nullable
    AlpacaOrder byClientId(String clientId) {
        AlpacaOrder order = one("/v2/orders:by_client_order_id?client_order_id=" + encoded(clientId));
        return order == null || order.group().isSimple() ? order : byId(order.id());
    }

    /// Whether an order that was to take another one's place has done so.
    boolean hasPlace(AlpacaOrder order) {
        String before = order.ids().replaces();
        AlpacaOrder parent = before == null ? null : byId(before);
        return parent != null && parent.status().equals("replaced") && order.id().equals(parent.ids().replacedBy());
    }

    private @Nullable AlpacaOrder one(String path) {
        Reply reply = http.send(WireRequest.of("GET", path), Priority.RECONCILIATION);
        if (reply instanceof Reply.Answered answered && answered.status() == 404
                && AlpacaErrors.refusal(answered) != null) {
            return null;
        }
        return AlpacaOrder.of(content(reply));
    }

    /// Every open order with the exits below it, in the order of submission.
    List<AlpacaOrder> open() {
        return nested("status=open", "");
    }

    /// The same of all orders that were submitted after a time.
    List<AlpacaOrder> nestedAfter(Instant time) {
        return nested("status=all", "&after=" + encoded(time.toString()));
    }

    /// Page by page: each begins where the last one ended.
    private List<AlpacaOrder> nested(String which, String from) {
        Map<String, AlpacaOrder> orders = new LinkedHashMap<>();
        String after = from;
        for (int page = 0; page < PAGES_MAX; page++) {
            JsonNode list = content(http.send(WireRequest.of("GET",
                    "/v2/orders?" + which + "&nested=true&direction=asc&limit=" + ORDERS_PAGE + after),
                    Priority.RECONCILIATION));
            String last = null;
            for (JsonNode node : list) {
                last = AlpacaJson.present(node, "id");
                if (AlpacaJson.text(node, "symbol") == null) {
                    LOG.warn("order of several legs is not shown venueOrderId={}", last);
                    continue;
                }
                AlpacaOrder order = AlpacaOrder.of(node);
                orders.putIfAbsent(order.id(), order);
            }
            if (last == null) {
                return List.copyOf(orders.values());
            }
            after = "&after_order_id=" + encoded(last);
        }
        throw new ProviderException("alpaca: more than " + PAGES_MAX + " pages of orders");
    }

    /// Asks for the cancel of every order that is open. That the venue answers says nothing of any of them.
    ///
    /// - Answers the status of each order that the answer names, by its id; nothing when it cannot be used
    Map<String, Integer> cancelAll() {
        Reply reply = http.send(WireRequest.of("DELETE", "/v2/orders"), Priority.CANCEL);
        Map<String, Integer> statuses = new HashMap<>();
        try {
            for (JsonNode item : content(reply)) {
                String id = AlpacaJson.text(item, "id");
                if (id != null) {
                    statuses.put(id, item.path("status").asInt(0));
                }
            }
        } catch (ProviderException e) {
            LOG.warn("not every order could be cancelled at once venue=alpaca cause={}", e.getMessage());
        }
        return statuses;
    }

    /// Fills after a time, oldest first, until there are no more or enough.
    List<AlpacaFill> fillsAfter(Instant time, Predicate<List<AlpacaFill>> isEnough) {
        List<AlpacaFill> fills = new ArrayList<>();
        String token = "";
        for (int page = 0; page < PAGES_MAX; page++) {
            JsonNode list = content(http.send(WireRequest.of("GET", "/v2/account/activities/FILL?direction=asc&after="
                    + encoded(time.truncatedTo(ChronoUnit.MILLIS).toString()) + "&page_size=" + FILLS_PAGE + token),
                    Priority.RECONCILIATION));
            String last = null;
            for (JsonNode node : list) {
                last = AlpacaJson.present(node, "id");
                AlpacaFill fill = fill(node);
                if (fill != null) {
                    fills.add(fill);
                }
            }
            if (last == null || isEnough.test(fills)) {
                return fills;
            }
            token = "&page_token=" + encoded(last);
        }
        throw new ProviderException("alpaca: more than " + PAGES_MAX + " pages of fills");
    }

    private static @Nullable AlpacaFill fill(JsonNode node) {
        String orderId = AlpacaJson.text(node, "order_id");
        BigDecimal cumQty = AlpacaJson.decimal(node, "cum_qty");
        var qty = AlpacaJson.qty(node, "qty");
        var price = AlpacaJson.price(node, "price");
        Instant at = AlpacaJson.time(node, "transaction_time");
        if (orderId == null || cumQty == null || qty == null || price == null || at == null) {
            LOG.error("fill cannot be read: compare positions by hand activity={}", node);
            return null;
        }
        return new AlpacaFill(orderId, cumQty, qty, price, at);
    }

    /// The content of a good answer.
    static JsonNode content(Reply reply) {
        if (!(reply instanceof Reply.Answered answered)) {
            throw new ProviderException("alpaca: " + reply);
        }
        if (!answered.isSuccess()) {
            AlpacaErrors.Refusal refusal = AlpacaErrors.refusal(answered);
            throw new ProviderException("alpaca: status " + answered.status()
                    + (refusal == null ? "" : ": " + refusal.message()));
        }
        return AlpacaJson.read(answered.body());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
