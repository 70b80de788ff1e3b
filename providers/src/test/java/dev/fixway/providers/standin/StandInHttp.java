package dev.fixway.providers.standin;

import dev.fixway.providers.standin.Fault.Kind;
import dev.fixway.providers.standin.Fault.On;
import dev.fixway.providers.standin.StandInDesk.Answer;
import dev.fixway.providers.standin.StandInMessages.Amend;
import dev.fixway.providers.standin.StandInMessages.NewOrder;
import dev.fixway.providers.standin.StandInMessages.Refusal;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;
import tools.jackson.core.JacksonException;

/// The stand-in's requests and what goes wrong with them. Each runs on a virtual thread of its own.
final class StandInHttp implements HttpHandler {
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final String ORDERS = "/orders/";
    private static final String VENUE_ORDERS = "/venue-orders/";
    private final StandInBook book;
    private final StandInDesk desk;
    private final StandInMatcher matcher;
    private final FaultScript script;

    StandInHttp(StandInBook book, StandInDesk desk, StandInMatcher matcher, FaultScript script) {
        this.book = book;
        this.desk = desk;
        this.matcher = matcher;
        this.script = script;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.startBlocking();
        exchange.dispatch(THREADS, () -> serve(exchange));
    }

    private void serve(HttpServerExchange exchange) {
        try {
            String body = new String(exchange.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            route(exchange, body);
        } catch (JacksonException | IllegalArgumentException e) {
            answer(exchange, new Answer(400, new Refusal("malformed", String.valueOf(e.getMessage()))));
        } catch (IOException _) {
            IoUtils.safeClose(exchange.getConnection());
        }
    }

    private void route(HttpServerExchange exchange, String body) throws IOException {
        String path = exchange.getRequestPath();
        String clientId = clientId(path);
        switch (exchange.getRequestMethod() + (clientId.isEmpty() ? " " + path : " one")) {
            case "POST /orders" -> submit(exchange, StandInMessages.read(body, NewOrder.class));
            case "PATCH one" -> {
                Amend amend = StandInMessages.read(body, Amend.class);
                faulty(exchange, On.REPLACE, clientId, fault -> desk.amend(clientId, amend, isHeld(fault)));
            }
            case "DELETE one" ->
                faulty(exchange, On.CANCEL, clientId, fault -> desk.cancel(clientId, isHeld(fault)));
            case "GET one" -> faulty(exchange, On.LOOK_UP, clientId, _ -> desk.find(clientId));
            case "GET /orders" -> faulty(exchange, On.LIST, null, _ -> desk.list());
            case "GET /positions" -> {
                synchronized (book) {
                    answer(exchange, new Answer(200, book.positions()));
                }
            }
            default -> answer(exchange, new Answer(404, new Refusal("unknown_path", "no such thing")));
        }
    }

    /// Of `/orders/{clientId}` and `/venue-orders/{venueId}`; empty for other paths.
    private String clientId(String path) {
        if (path.startsWith(VENUE_ORDERS)) {
            String venueId = path.substring(VENUE_ORDERS.length());
            synchronized (book) {
                return book.orders()
                        .stream()
                        .filter(order -> order.venueId().equals(venueId))
                        .map(StandInOrder::clientId)
                        .findAny()
                        .orElse(venueId);
            }
        }
        return path.startsWith(ORDERS) ? path.substring(ORDERS.length()) : "";
    }

    private void submit(HttpServerExchange exchange, NewOrder order) throws IOException {
        Fault fault = script.take(On.SUBMIT, order.clientId(), order.symbol());
        synchronized (book) {
            book.submitted(order.clientId());
        }
        respond(exchange, fault, order.clientId(),
                () -> desk.submit(order, !isWordless(fault)));
    }

    private void faulty(HttpServerExchange exchange, On request, @Nullable String clientId, Work work)
            throws IOException {
        String symbol;
        synchronized (book) {
            StandInOrder order = clientId == null ? null : book.order(clientId);
            symbol = order == null ? null : order.symbol();
        }
        Fault fault = script.take(request, clientId, symbol);
        respond(exchange, fault, clientId, () -> work.done(fault));
    }

    private static boolean isWordless(@Nullable Fault fault) {
        return fault != null && (fault.kind() == Kind.NO_ACK || fault.kind() == Kind.SILENT_NO_ACK);
    }

    private static boolean isHeld(@Nullable Fault fault) {
        return fault != null && fault.kind() == Kind.HELD;
    }

    /// Does the work unless a fault prevents it, and answers as the fault wants.
    private void respond(HttpServerExchange exchange, @Nullable Fault fault, @Nullable String clientId, Taken taken)
            throws IOException {
        Answer answer = null;
        if (fault == null || fault.isTaken()) {
            synchronized (book) {
                answer = taken.work();
                if (fault != null && fault.kind() == Kind.REPLY_AFTER_FILL && clientId != null) {
                    StandInOrder order = book.order(clientId);
                    if (order != null && order.isOpen()) {
                        matcher.fillWhole(order);
                    }
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
            case REJECT -> answer(exchange, new Answer(422, new Refusal("funds", "not enough money")));
            case RATE_LIMIT -> answer(exchange, new Answer(429, new Refusal("rate_limited", "too fast")));
            case TOO_LATE -> answer(exchange, Answer.tooLate());
            case ERROR_NOT_TAKEN, ERROR_TAKEN ->
                answer(exchange, new Answer(500, new Refusal("internal", "something broke")));
            case UNREADABLE -> text(exchange, 200, "<html>It works!</html>");
            case TRUNCATED -> truncated(exchange, answer);
            case SILENT, SILENT_TAKEN, SILENT_NO_ACK -> {
                // The connection stays open and silent until the client gives it up.
            }
            case HELD, NO_ACK -> answer(exchange, answer);
        }
    }

    private static void answer(HttpServerExchange exchange, @Nullable Answer answer) {
        if (answer != null) {
            text(exchange, answer.status(), StandInMessages.write(answer.body()));
        }
    }

    static void text(HttpServerExchange exchange, int status, String text) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender().send(text);
    }

    /// Half of an answer that promised to be whole.
    private static void truncated(HttpServerExchange exchange, @Nullable Answer answer) throws IOException {
        byte[] body = StandInMessages.write(answer == null ? "" : answer.body()).getBytes(StandardCharsets.UTF_8);
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
        Answer done(@Nullable Fault fault);
    }

    /// Work that is done when the request is taken.
    @FunctionalInterface
    private interface Taken {
        Answer work();
    }
}
