package dev.fixway.benchmarks;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import io.undertow.util.WorkerUtils;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// As much of Alpaca as a gateway needs to send orders to it: they are answered after so many milliseconds, or never.
/// Its stream and its lists answer at once, so that the gateway takes it for healthy.
public final class SlowAlpaca {
    static final int NEVER = -1;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ORDERS = "/v2/orders";
    private static final AtomicInteger TAKEN = new AtomicInteger();

    private SlowAlpaca() {}

    /// - `args`: milliseconds, [#NEVER] for no answer
    public static void main(String[] args) {
        int delayMillis = Integer.parseInt(args[0]);
        HttpHandler rest = exchange -> serve(exchange, delayMillis);
        HttpHandler stream = Handlers.websocket((_, channel) -> {
            channel.getReceiveSetter().set(new Trades());
            channel.resumeReceives();
        });
        Undertow server = Undertow.builder()
                .setIoThreads(1)
                .setWorkerThreads(1)
                .addHttpListener(0, "127.0.0.1",
                        exchange -> (exchange.getRequestPath().equals("/stream") ? stream : rest)
                                .handleRequest(exchange))
                .build();
        server.start();
        var address = (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
        System.out.println("slow alpaca ready rest=http://127.0.0.1:" + address.getPort() + " fix=none");
    }

    private static void serve(HttpServerExchange exchange, int delayMillis) {
        String path = exchange.getRequestPath();
        if (path.equals("/taken")) {
            exchange.getResponseSender().send(Integer.toString(TAKEN.get()));
        } else if (path.equals(ORDERS) && exchange.getRequestMethod().equalToString("POST")) {
            exchange.getRequestReceiver().receiveFullString((taken, body) -> submitted(taken, body, delayMillis));
        } else if (path.startsWith(ORDERS + ":") || path.startsWith(ORDERS + "/")) {
            // A look-up of an order in doubt: as slow as the order.
            later(exchange, delayMillis,
                    () -> answer(exchange, StatusCodes.NOT_FOUND, "{\"code\":40410000,\"message\":\"not found\"}"));
        } else {
            answer(exchange, StatusCodes.OK, path.equals("/v2/account") ? "{\"currency\":\"USD\"}" : "[]");
        }
    }

    private static void submitted(HttpServerExchange exchange, String body, int delayMillis) {
        TAKEN.incrementAndGet();
        JsonNode asked = JSON.readTree(body);
        String now = Clock.systemUTC().instant().toString();
        ObjectNode order = JSON.createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("status", "new")
                .put("filled_qty", "0")
                .put("created_at", now)
                .put("submitted_at", now)
                .put("updated_at", now);
        order.setAll((ObjectNode) asked);
        later(exchange, delayMillis, () -> answer(exchange, StatusCodes.OK, JSON.writeValueAsString(order)));
    }

    private static void later(HttpServerExchange exchange, int delayMillis, Runnable answer) {
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {
            if (delayMillis != NEVER) {
                WorkerUtils.executeAfter(exchange.getIoThread(), answer, delayMillis, TimeUnit.MILLISECONDS);
            }
        });
    }

    private static void answer(HttpServerExchange exchange, int status, String json) {
        exchange.setStatusCode(status).getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender().send(json);
    }

    /// The trading stream: lets everybody in, and tells nothing.
    private static final class Trades extends AbstractReceiveListener {
        @Override
        protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
            String answer = message.getData().contains("authenticate")
                    ? "{\"stream\":\"authorization\",\"data\":{\"status\":\"authorized\",\"action\":\"authenticate\"}}"
                    : "{\"stream\":\"listening\",\"data\":{\"streams\":[\"trade_updates\"]}}";
            WebSockets.sendText(answer, channel, null);
        }
    }
}
