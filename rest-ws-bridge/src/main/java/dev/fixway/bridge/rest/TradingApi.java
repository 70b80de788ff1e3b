package dev.fixway.bridge.rest;

import java.util.LinkedHashMap;
import java.util.Map;

/// The endpoint index of the Trading API. What is not built yet answers 501 by its name.
final class TradingApi {
    private static final String READ = "GET,HEAD";

    private final RestEdge edge;
    private final Routes routes = new Routes();

    TradingApi(RestEdge edge) {
        this.edge = edge;
    }

    Routes routes() {
        return routes;
    }

    void addHealth(Health health, TradingMetrics metrics) {
        get("/livez", health::livez);
        get("/readyz", health::readyz);
        get("/health", health::health);
        get("/metrics", call -> call.answer(Response.text(200, metrics.text())));
    }

    void addOrders(OrderEntry entry, OrderQueries queries, OrderLists lists, OrderCancels cancels) {
        routes.add("/v1/orders", "POST,GET,HEAD,DELETE",
                Map.of("POST", entry::submit, "GET", lists::list, "DELETE", cancels::cancelAll));
        get("/v1/orders/history", lists::history);
        routes.add("/v1/orders/{order_id}", "GET,HEAD,PATCH,DELETE",
                Map.of("GET", queries::get, "PATCH", unsupported("modify_order"), "DELETE", cancels::cancel));
    }

    void addOps(OpsEndpoints ops, OrdersOps orders) {
        get("/v1/ops/orders", orders::list);
        routes.add("/v1/ops/orders/{id}/resolve", "POST", Map.of("POST", orders::resolve));
        get("/v1/ops/ledger/orders/{id}", ops::orderEvents);
        get("/v1/ops/ledger/verify", ops::verify);
    }

    void addUnsupported() {
        Map<String, String> reads = new LinkedHashMap<>();
        reads.put("/v1/account", "get_account");
        reads.put("/v1/capabilities", "get_capabilities");
        reads.put("/v1/status", "get_connection_status");
        reads.put("/v1/circuit-breakers", "get_circuit_breaker_status");
        reads.put("/v1/trades", "get_trades");
        reads.put("/v1/quotes/{symbol}", "get_quote");
        reads.put("/v1/bars/{symbol}", "get_bars");
        reads.forEach((path, operation) -> get(path, unsupported(operation)));
        routes.add("/v1/circuit-breakers/reset", "POST", Map.of("POST", unsupported("reset_circuit_breakers")));
        routes.add("/v1/positions", "GET,HEAD,DELETE",
                Map.of("GET", unsupported("get_positions"), "DELETE", unsupported("close_all_positions")));
        routes.add("/v1/positions/{position_id}", "GET,HEAD,DELETE,PATCH",
                Map.of("GET", unsupported("get_position"), "DELETE",
                        unsupported("close_position"), "PATCH", unsupported("modify_position_exits")));
        routes.add("/v1/ws", READ,
                Map.of("GET", unsupported("stream"), "HEAD", call -> call.answer(Response.empty(405, null))));
    }

    private void get(String path, Endpoint endpoint) {
        routes.add(path, READ, Map.of("GET", endpoint));
    }

    private Endpoint unsupported(String operation) {
        String platform = edge.platform(edge.defaultProvider());
        return call -> call.answer(ApiError.unsupported(operation, platform).response());
    }
}
