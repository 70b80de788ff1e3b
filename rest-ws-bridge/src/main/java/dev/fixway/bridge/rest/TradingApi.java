package dev.fixway.bridge.rest;

import java.util.Map;

/// The endpoint index of the Trading API.
final class TradingApi {
    private static final String READ = "GET,HEAD";

    private final Routes routes = new Routes();

    Routes routes() {
        return routes;
    }

    void addHealth(Health health, TradingMetrics metrics) {
        get("/livez", health::livez);
        get("/readyz", health::readyz);
        get("/health", health::health);
        // Thousands of samples are written for a while: not on an I/O thread.
        // On a virtual thread the JDK's BufferedWriter grows by what each write lacks: megabytes of copies for a text.
        get("/metrics", call -> Thread.ofPlatform()
                .name("metrics")
                .daemon()
                .start(() -> call.guarded(() -> call.answer(Response.text(200, metrics.text())))));
    }

    void addOrders(OrderEntry entry, OrderQueries queries, OrderLists lists, OrderChanges changes,
            OrderCancels cancels) {
        routes.add("/v1/orders", "POST,GET,HEAD,DELETE",
                Map.of("POST", entry::submit, "GET", lists::list, "DELETE", cancels::cancelAll));
        get("/v1/orders/history", lists::history);
        routes.add("/v1/orders/{order_id}", "GET,HEAD,PATCH,DELETE",
                Map.of("GET", queries::get, "PATCH", changes::change, "DELETE", cancels::cancel));
    }

    void addOps(OpsEndpoints ops, OrdersOps orders) {
        get("/v1/ops/orders", orders::list);
        routes.add("/v1/ops/orders/{id}/resolve", "POST", Map.of("POST", orders::resolve));
        get("/v1/ops/ledger/events", ops::events);
        get("/v1/ops/ledger/orders", ops::orders);
        get("/v1/ops/ledger/orders/{id}", ops::orderEvents);
        get("/v1/ops/ledger/verify", ops::verify);
    }

    void addKill(KillOps kill) {
        routes.add("/v1/ops/kill", READ + ",POST", Map.of("GET", kill::show, "POST", kill::switchOn));
        routes.add("/v1/ops/kill/release", "POST", Map.of("POST", kill::release));
    }

    void addAccount(AccountQueries account, BreakerEndpoints breakers) {
        get("/v1/account", account::account);
        get("/v1/capabilities", account::capabilities);
        get("/v1/status", account::status);
        get("/v1/circuit-breakers", breakers::show);
        routes.add("/v1/circuit-breakers/reset", "POST", Map.of("POST", breakers::reset));
    }

    void addTrades(TradeQueries trades) {
        get("/v1/trades", trades::list);
    }

    void addPrices(PriceQueries prices) {
        get("/v1/quotes/{symbol}", prices::quote);
        get("/v1/bars/{symbol}", prices::bars);
    }

    void addPositions(PositionQueries positions, PositionCloses closes, AllPositionsClose all,
            PositionExits exits) {
        routes.add("/v1/positions", "GET,HEAD,DELETE", Map.of("GET", positions::list, "DELETE", all::close));
        routes.add("/v1/positions/{position_id}", "GET,HEAD,DELETE,PATCH",
                Map.of("GET", positions::get, "DELETE", closes::close, "PATCH", exits::move));
    }

    void addDocs(DocsEndpoints docs) {
        get("/api-docs/openapi.json", docs::document);
        get("/api-docs/asyncapi.json", docs::streamDocument);
        get("/swagger-ui", docs::redirect);
        get("/swagger-ui/", docs::page);
        get("/swagger-ui/{file}", docs::pageFile);
    }

    void addStream(StreamUpgrade stream) {
        routes.add("/v1/ws", READ,
                Map.of("GET", stream::upgrade, "HEAD", call -> call.answer(Response.empty(405, null))));
    }

    private void get(String path, Endpoint endpoint) {
        routes.add(path, READ, Map.of("GET", endpoint));
    }
}
