package dev.fixway.providers.template;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fixway.providers.RemoteVenue.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The venue's server: real HTTP on a free port, strict about the token, with what can go wrong with a submission and
/// with the stream. The book outlives it.
final class TemplateVenue implements AutoCloseable {
    static final String TOKEN = "a-token";
    private static final JsonMapper JSON = new JsonMapper();
    private static final int HEARTBEAT_MILLIS = 50;
    private static final int GARBLED = 6;
    private final TemplateBook book;
    private final HttpServer server;
    private final AtomicReference<@Nullable Failure> failure;
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger garbled = new AtomicInteger();

    /// - `failure`: what becomes of the next submission
    TemplateVenue(int port, TemplateBook book, AtomicReference<@Nullable Failure> failure) {
        this.book = book;
        this.failure = failure;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    void cutStream() {
        cuts.incrementAndGet();
    }

    /// Of the next six events two are left out, two change places, two come twice.
    void garbleStream() {
        garbled.set(GARBLED);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, "{\"code\":\"unauthorized\",\"message\":\"no such token\"}");
            } else if (exchange.getRequestURI().getPath().equals("/stream")) {
                stream(exchange);
            } else if (exchange.getRequestMethod().equals("POST")) {
                submitted(exchange, body);
            } else {
                answer(exchange, 200, JSON.writeValueAsString(asked(exchange)));
            }
        } catch (TemplateBook.Refused e) {
            answer(exchange, e.status, "{\"code\":\"" + e.code + "\",\"message\":\"refused: " + e.code + "\"}");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode asked(HttpExchange exchange) throws InterruptedException {
        String path = exchange.getRequestURI().getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        JsonNode order = path.startsWith("/client-orders/") ? book.find(last) : book.byId(last);
        if (exchange.getRequestMethod().equals("DELETE")) {
            return book.cancel(order);
        }
        if (path.startsWith("/quotes/")) {
            return quote(last);
        }
        return switch (path) {
            case "/orders" -> book.open();
            case "/events" -> book
                    .eventsAfter(Long.parseLong(exchange.getRequestURI().getQuery().substring("after=".length())), 0);
            default -> book.known(order);
        };
    }

    /// Everything is worth 100, now; it has one symbol.
    private static JsonNode quote(String symbol) {
        if (!symbol.equals("AAPL")) {
            throw new TemplateBook.Refused(404, "unknown_symbol");
        }
        return JSON.createObjectNode()
                .put("bid", "99.98")
                .put("ask", "100.02")
                .put("last", "100")
                .put("at", Clock.systemUTC().instant().toString());
    }

    private void submitted(HttpExchange exchange, String body) throws IOException {
        Failure now = failure.getAndSet(null);
        JsonNode asked = JSON.readTree(body);
        if (now == null) {
            answer(exchange, 200, JSON.writeValueAsString(book.enter(asked)));
            return;
        }
        String order = now == Failure.LOST_REPLY || now == Failure.SILENCE_TAKEN || now == Failure.ERROR_TAKEN
                || now == Failure.UNREADABLE || now == Failure.TRUNCATED
                        ? JSON.writeValueAsString(book.enter(asked))
                        : "";
        switch (now) {
            case LOST_REQUEST, LOST_REPLY -> exchange.close();
            case SILENCE, SILENCE_TAKEN -> {
                // Never answered: the connection ends with the server.
            }
            case ERROR, ERROR_TAKEN -> answer(exchange, 500, "{}");
            case UNREADABLE -> answer(exchange, 200, "<html>");
            case TRUNCATED -> {
                exchange.sendResponseHeaders(200, order.length());
                exchange.getResponseBody().write(order.substring(1).getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                exchange.close();
            }
            case REFUSAL -> throw new TemplateBook.Refused(422, "no_money");
            case RATE_LIMIT -> throw new TemplateBook.Refused(429, "too_many");
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /// From now on, with the number of the last event when nothing happens.
    private void stream(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, 0);
        int cutsBefore = cuts.get();
        JsonNode held = null;
        try (OutputStream out = exchange.getResponseBody()) {
            long number = book.last();
            while (cuts.get() == cutsBefore) {
                write(out, "{\"last\":\"" + number + "\"}");
                for (JsonNode event : book.eventsAfter(number, HEARTBEAT_MILLIS)) {
                    number++;
                    switch (garbled.getAndUpdate(left -> Math.max(0, left - 1))) {
                        case 6, 5 -> {
                            // Left out.
                        }
                        case 4 -> held = event;
                        case 3 -> {
                            write(out, event.toString());
                            write(out, String.valueOf(held));
                        }
                        case 2, 1 -> {
                            write(out, event.toString());
                            write(out, event.toString());
                        }
                        default -> write(out, event.toString());
                    }
                }
            }
        }
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        cuts.incrementAndGet();
        server.stop(0);
    }
}
