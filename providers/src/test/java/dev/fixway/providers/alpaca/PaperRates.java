package dev.fixway.providers.alpaca;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.time.Instant;
import java.time.InstantSource;

/// The stand-in's count of requests in a minute, told in every answer. Any thread.
final class PaperRates {
    private static final int WINDOW_SECONDS = 60;
    private final InstantSource clock;
    private final int limit;
    private long window;
    private int count;
    private int refused;

    PaperRates(InstantSource clock, int limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /// Counts a request; whether it is one too many.
    synchronized boolean counts(HttpServerExchange exchange) {
        long now = clock.instant().getEpochSecond() / WINDOW_SECONDS;
        count = now == window ? count + 1 : 1;
        window = now;
        boolean isOver = count > limit;
        refused += isOver ? 1 : 0;
        tell(exchange, Math.max(0, limit - count), (now + 1) * WINDOW_SECONDS);
        return isOver;
    }

    void refuse(HttpServerExchange exchange, int millis) {
        Instant reset = clock.instant().plusMillis(millis);
        tell(exchange, 0, reset.getEpochSecond() + (reset.getNano() > 0 ? 1 : 0));
    }

    private void tell(HttpServerExchange exchange, int remaining, long reset) {
        put(exchange, "X-RateLimit-Limit", limit);
        put(exchange, "X-RateLimit-Remaining", remaining);
        put(exchange, "X-RateLimit-Reset", reset);
    }

    private static void put(HttpServerExchange exchange, String name, long value) {
        exchange.getResponseHeaders().put(new HttpString(name), Long.toString(value));
    }

    /// How many requests came beyond the limit.
    synchronized int refused() {
        return refused;
    }
}
