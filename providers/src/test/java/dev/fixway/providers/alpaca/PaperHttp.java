package dev.fixway.providers.alpaca;

import static dev.fixway.providers.alpaca.PaperDesk.error;

import dev.fixway.providers.alpaca.PaperFault.Answer;
import dev.fixway.providers.alpaca.PaperFault.On;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The stand-in's trading REST: keys first, then rates, then the request under its fault.
final class PaperHttp implements HttpHandler {
    private static final String ORDERS = "/v2/orders";
    private final PaperBook book;
    private final PaperDesk desk;
    private final PaperLists lists;
    private final PaperData data;
    private final PaperScript script;
    private final PaperRates rates;
    private final String key;
    private final String secret;

    PaperHttp(PaperBook book, PaperDesk desk, PaperData data, PaperScript script, PaperRates rates,
            AlpacaStandIn.Keys keys) {
        this.book = book;
        this.data = data;
        this.desk = desk;
        this.lists = new PaperLists(book, desk.groups(), data.pageMax());
        this.script = script;
        this.rates = rates;
        this.key = keys.key();
        this.secret = keys.secret();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.getRequestReceiver().receiveFullString((_, body) -> exchange.dispatch(() -> handled(exchange, body)));
    }

    private void handled(HttpServerExchange exchange, String body) {
        try {
            exchange.getResponseHeaders().put(new HttpString("X-Request-ID"), book.newId());
            boolean isOver = rates.counts(exchange);
            if (!key.equals(exchange.getRequestHeaders().getFirst("APCA-API-KEY-ID"))
                    || !secret.equals(exchange.getRequestHeaders().getFirst("APCA-API-SECRET-KEY"))) {
                answer(exchange, new Answer(401, "{\"message\":\"unauthorized.\"}"));
            } else if (isOver) {
                answer(exchange, error(429, 42_910_000, "rate limit exceeded"));
            } else {
                route(exchange, exchange.getRequestPath(), body);
            }
        } catch (IOException | RuntimeException e) {
            answer(exchange, error(500, 50_010_000, e.toString()));
        }
    }

    private void route(HttpServerExchange exchange, String path, String body) throws IOException {
        String id = path.startsWith(ORDERS + "/") ? path.substring(ORDERS.length() + 1) : "";
        switch (exchange.getRequestMethod() + (id.isEmpty() ? " " + path : " one")) {
            case "POST /v2/orders" -> submit(exchange, body);
            case "PATCH one" -> replace(exchange, id, body);
            case "DELETE one" -> respond(exchange, On.CANCEL, order(id), null,
                    fault -> order(id) == null ? unknown(id) : desk.cancel(present(id), fault));
            case "DELETE /v2/orders" -> respond(exchange, On.CANCEL_ALL, null, null, _ -> desk.cancelAll());
            case "GET one" -> respond(exchange, On.LOOK_UP, order(id), null,
                    _ -> lists.one(order(id), id, query(exchange, "nested", "").equals("true")));
            case "GET /v2/orders:by_client_order_id" -> {
                String clientId = query(exchange, "client_order_id", "");
                respond(exchange, On.LOOK_UP, byClientId(clientId), clientId,
                        _ -> lists.one(byClientId(clientId), clientId, false));
            }
            case "GET /v2/orders" -> respond(exchange, On.LIST, null, null, _ -> lists.orders(
                    name -> query(exchange, name, "")));
            case "GET /v2/account/activities/FILL" -> respond(exchange, On.FILLS, null, null, _ -> lists.fills(
                    name -> query(exchange, name, "")));
            case "GET /v2/positions" -> respond(exchange, On.POSITIONS, null, null, _ -> lists.positions());
            case "GET /v2/account" -> respond(exchange, On.ACCOUNT, null, null, _ -> lists.account());
            default -> {
                if (PaperData.isData(path)) {
                    respond(exchange, On.DATA, null, null, _ -> data.answer(path, name -> query(exchange, name, "")));
                } else {
                    answer(exchange, error(404, 40_410_000, "endpoint not found"));
                }
            }
        }
    }

    private void submit(HttpServerExchange exchange, String body) throws IOException {
        JsonNode request;
        try {
            request = json(body);
        } catch (JacksonException _) {
            answer(exchange, error(400, 40_010_000, "request body format is invalid"));
            return;
        }
        String clientId = request.path("client_order_id").asString("");
        synchronized (book) {
            book.submitted(clientId);
        }
        respond(exchange, On.SUBMIT, null, clientId, fault -> desk.submit(request, fault));
    }

    private void replace(HttpServerExchange exchange, String id, String body) throws IOException {
        JsonNode request = json(body);
        synchronized (book) {
            book.submitted(request.path("client_order_id").asString(""));
        }
        respond(exchange, On.REPLACE, order(id), null,
                fault -> order(id) == null ? unknown(id) : desk.replace(present(id), request, fault));
    }

    private static JsonNode json(String body) {
        return PaperBook.JSON.readTree(body);
    }

    private static Answer unknown(String id) {
        return error(404, 40_410_000, "order not found for " + id);
    }

    private @Nullable PaperOrder order(String id) {
        synchronized (book) {
            return book.byId(id);
        }
    }

    private PaperOrder present(String id) {
        PaperOrder order = order(id);
        if (order == null) {
            throw new IllegalStateException("orders are never forgotten");
        }
        return order;
    }

    private @Nullable PaperOrder byClientId(String clientId) {
        synchronized (book) {
            return book.byClientId(clientId);
        }
    }

    private static String query(HttpServerExchange exchange, String name, String absent) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null ? absent : values.getFirst();
    }

    /// Does the work unless a fault prevents it, and answers as the fault wants.
    private void respond(HttpServerExchange exchange, On on, @Nullable PaperOrder about, @Nullable String clientId,
            Work work) throws IOException {
        PaperFault fault = script.take(on, about, clientId);
        Answer answer = null;
        if (fault == null || fault.isTaken()) {
            synchronized (book) {
                answer = work.done(fault);
                PaperOrder order = clientId == null ? null : book.byClientId(clientId);
                if (fault != null && fault.kind() == PaperFault.Kind.REPLY_AFTER_FILL && order != null
                        && order.isOpen()) {
                    desk.fillWhole(order);
                }
            }
        }
        if (fault == null) {
            answer(exchange, answer);
            return;
        }
        switch (fault.kind()) {
            case LOST_REQUEST, LOST_REPLY -> IoUtils.safeClose(exchange.getConnection());
            case SLOW_REPLY, REPLY_AFTER_FILL -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(fault.millis()));
                answer(exchange, answer);
            }
            case REFUSED, TAKEN_BUT -> answer(exchange, fault.answer());
            case RATE_LIMIT -> {
                rates.refuse(exchange, fault.millis());
                answer(exchange, error(429, 42_910_000, "rate limit exceeded"));
            }
            case UNREADABLE -> answer(exchange, new Answer(200, "<html>It works!</html>"));
            case TRUNCATED -> truncated(exchange, answer);
            case SILENT, SILENT_TAKEN -> {
                // The connection stays open and silent until the client gives it up.
            }
            case HIDDEN -> answer(exchange, unknown(String.valueOf(clientId)));
            case HELD, WAITING, REJECTED_LATER -> answer(exchange, answer);
        }
    }

    static void answer(HttpServerExchange exchange, @Nullable Answer answer) {
        if (answer != null) {
            exchange.setStatusCode(answer.status());
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
            exchange.getResponseSender().send(answer.body());
        }
    }

    /// Half of an answer that promised to be whole.
    private static void truncated(HttpServerExchange exchange, @Nullable Answer answer) throws IOException {
        byte[] body = (answer == null ? "" : answer.body()).getBytes(StandardCharsets.UTF_8);
        exchange.setStatusCode(200);
        exchange.setResponseContentLength(body.length);
        StreamSinkChannel channel = exchange.getResponseChannel();
        ByteBuffer half = ByteBuffer.wrap(body, 0, body.length / 2);
        while (half.hasRemaining()) {
            channel.write(half);
        }
        channel.flush();
        IoUtils.safeClose(exchange.getConnection());
    }

    /// Work of one kind of request under a fault.
    @FunctionalInterface
    private interface Work {
        Answer done(@Nullable PaperFault fault);
    }
}
