package dev.fixway.bridge.rest;

import dev.fixway.bridge.auth.KeyCheck;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/// Takes every request: who is it, where does it go. Everything after that is an [Endpoint]'s.
final class RestHandler implements HttpHandler {
    private static final Set<String> PUBLIC = Set.of("/livez", "/readyz", "/health", "/metrics");
    private static final String OPS = "/v1/ops/";

    private final KeyCheck clients;
    private final KeyCheck operators;
    private final Routes routes;
    private final InstantSource clock;
    private volatile boolean isStopping;

    RestHandler(KeyCheck clients, KeyCheck operators, Routes routes, InstantSource clock) {
        this.clients = clients;
        this.operators = operators;
        this.routes = routes;
        this.clock = clock;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        ClientConnection connection = ClientConnection.of(exchange);
        connection.enter(ClientConnection.Phase.SERVED);
        exchange.addExchangeCompleteListener((_, next) -> {
            connection.requestEnded();
            next.proceed();
        });
        if (isStopping) {
            exchange.setPersistent(false);
        }
        // Not in here: the exchange is not free to be answered before this method has returned.
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> serve(new Call(exchange, connection, clock.instant())));
    }

    private void serve(Call call) {
        call.guarded(() -> {
            authenticate(call);
            Endpoint endpoint = routes.find(call);
            if (isStopping && call.method().equals("POST") && call.rawPath().equals("/v1/orders")) {
                throw new RefusedRequest(ApiError.of(ErrorCode.SHUTTING_DOWN, "no orders are taken any more"));
            }
            endpoint.serve(call);
        });
    }

    private void authenticate(Call call) {
        String path = call.rawPath();
        if (PUBLIC.contains(path)) {
            return;
        }
        KeyCheck check = path.startsWith(OPS) ? operators : clients;
        switch (check.check(call.authorization(), call.apiKey())) {
            case ACCEPTED -> {
            }
            case MISSING -> throw unauthorized("MISSING_API_KEY", "no API key was presented");
            case DIFFERENT -> throw unauthorized("INVALID_API_KEY", "the API key is not right");
        }
    }

    private static RefusedRequest unauthorized(String code, String cause) {
        return new RefusedRequest(ApiError.of(ErrorCode.UNAUTHORIZED, cause, Map.of("code", code)));
    }

    /// Takes no more orders; connections end with their next answer.
    void stopping() {
        isStopping = true;
    }

    boolean isStopping() {
        return isStopping;
    }
}
