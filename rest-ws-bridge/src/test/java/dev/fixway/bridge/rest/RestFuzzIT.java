package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.config.Environment;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.order.EngineSettings;
import dev.fixway.engine.order.OrderEngine;
import dev.fixway.engine.order.ReportRouting;
import dev.fixway.engine.order.Sessions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Valid requests of every operation, mutated at random: each gets an answer that the contract knows, none breaks
/// anything, and the engine goes on.
class RestFuzzIT {
    private static final boolean IS_SOAK = Boolean.getBoolean("fixway.soak");
    private static final int BATCHES = IS_SOAK ? 4_000 : 12;
    private static final int BATCH = 250;
    private static final String ORDER = "{\"symbol\":\"AAPL\",\"side\":\"BUY\",\"quantity\":\"10.50\","
            + "\"order_type\":\"LIMIT\",\"limit_price\":\"1.50\",\"client_order_id\":\"c1\",\"time_in_force\":\"DAY\","
            + "\"reduce_only\":false,\"display_quantity\":\"1\",\"position_id\":\"p\",\"leverage\":2,\"x\":[1,{}]}";
    /// Requests with a body; `{id}` is an order that works.
    private static final Map<String, String> BODIES = Map.of("POST /v1/orders", ORDER, "PATCH /v1/orders/{id}",
            "{\"quantity\":\"12.50\",\"limit_price\":1.75,\"stop_price\":null,\"stop_loss\":\"1\",\"x\":[1,{}]}",
            "DELETE /v1/positions/pos-AAPL",
            "{\"quantity\":\"0.5\",\"order_type\":\"LIMIT\",\"limit_price\":\"9\",\"cancel_associated_orders\":false}",
            "PATCH /v1/positions/pos-AAPL", "{\"stop_loss\":\"1.50\",\"take_profit\":2,\"x\":[1,{}]}",
            "POST /v1/circuit-breakers/reset", "{}", "DELETE /v1/positions?symbol=AAPL", "{}");
    private static final List<String> ENTRIES = List.copyOf(new TreeSet<>(BODIES.keySet()));
    private static final List<String> TARGETS = List.of("GET /v1/orders?limit=3&status=OPEN,FILLED",
            "GET /v1/orders?symbol=AAPL&side=BUY&since=2026-01-01T00:00:00Z&limit=2",
            "GET /v1/orders/history?until=2036-01-01T00:00:00%2B01:00&limit=2", "GET /v1/orders/MEMO00000000000001",
            "GET /v1/orders/{id}", "DELETE /v1/orders/MEMO00000000000001", "DELETE /v1/orders?symbol=AAPL",
            "GET /health", "GET /readyz", "GET /livez", "GET /v1/account?provider=mock", "GET /v1/capabilities",
            "GET /v1/status", "GET /v1/circuit-breakers", "GET /v1/positions?symbol=AAPL&provider=mock",
            "GET /v1/positions/pos-AAPL", "GET /v1/quotes/BTC%2FUSD",
            "GET /v1/bars/AAPL?timeframe=15m&start=2026-01-01T00:00:00Z&end=2036-01-01T00:00:00Z&limit=3",
            "GET /v1/trades?symbol=AAPL&order_id=MEMO00000000000001&since=2026-01-01T00:00:00Z&limit=2");
    private static final List<String> TOKENS = List.of("null", "\"", "\\", "{", "}", "[", "]", ",", ":", "1E+999999999",
            "-0", "9".repeat(40), "\\ud800", "\\u0000", "NaN", "true", "\u0000", "\u00ff", "//", "%", "%00", "%c3%28",
            "%2f", "..", "&", "=", "?", "1e-400", "\"\"", "LIMIT", "STOP", "SELL", "''", "0", "-1", ".", "e");

    @Test
    void answersEveryMutationAsTheContractSays() {
        long seed = Long.getLong("fixway.seed", 20_260_304L);
        for (int batch = 0; batch < BATCHES; batch++) {
            runBatch(seed + batch);
        }
    }

    private static void runBatch(long seed) {
        MemoryLedger ledger = new MemoryLedger();
        EngineSettings settings = EngineSettings.read(Environment.read(Map.of(), Path.of("target")));
        try (OrderEngine engine = new OrderEngine(settings, ledger, InstantSource.system(),
                new ReportRouting(List.of(), Map.of()), List.of(new CalmVenue()));
                RestFixture rest = new RestFixture(null, engine, ledger)) {
            engine.start(Sessions.NONE);
            await().until(() -> rest.get("/readyz").statusCode() == 200);
            rest.market.positions = List.of(TestMarket.position("AAPL", Side.BUY, "1000000"));
            String id = rest.submitted("AAPL");
            Random random = new Random(seed);
            RawConnection connection = rest.connect();
            for (int i = 0; i < BATCH; i++) {
                String request = request(random).replace("{id}", id);
                RawConnection.Reply reply = answered(connection, request, "seed " + seed + " request " + i);
                if ("close".equals(reply.header("Connection"))) {
                    connection.close();
                    connection = rest.connect();
                }
            }
            connection.close();
            assertThat(rest.submitted("MSFT")).as("after seed %d", seed).startsWith("MEMO");
        }
    }

    private static RawConnection.Reply answered(RawConnection connection, String request, String where) {
        String line = request.substring(0, request.indexOf("\r\n")).replaceFirst(" HTTP/1\\.1$", "");
        int blank = line.indexOf(' ');
        try {
            RawConnection.Reply reply = connection.write(request).read();
            assertThat(reply.status()).isNotIn(500, 502, 503, 504);
            Contract.check(line.substring(0, blank), line.substring(blank + 1), reply.status(),
                    reply.header("Content-Type"), reply.body());
            return reply;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(where + ": " + request, e);
        }
    }

    private static String request(Random random) {
        if (random.nextInt(5) < 3) {
            String line = random.nextBoolean() ? "POST /v1/orders" : ENTRIES.get(random.nextInt(ENTRIES.size()));
            String body = mutated(random, BODIES.getOrDefault(line, ORDER));
            return line + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n\r\n" + body;
        }
        String line = TARGETS.get(random.nextInt(TARGETS.size()));
        int slash = line.indexOf("/v1/") < 0 ? line.length() - 1 : line.indexOf("/v1/") + 4;
        String target = line.substring(0, slash) + mutated(random, line.substring(slash)).replaceAll("[\r\n ]", "");
        return target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private static String mutated(Random random, String text) {
        StringBuilder result = new StringBuilder(text);
        for (int count = random.nextInt(3); count >= 0 && !result.isEmpty(); count--) {
            int at = random.nextInt(result.length());
            int end = Math.min(result.length(), at + 1 + random.nextInt(8));
            switch (random.nextInt(6)) {
                case 0 -> result.setCharAt(at, (char) random.nextInt(256));
                case 1 -> result.delete(at, end);
                case 2 -> result.insert(at, result.substring(at, end));
                case 3 -> result.insert(at, TOKENS.get(random.nextInt(TOKENS.size())));
                case 4 -> result.replace(at, end, TOKENS.get(random.nextInt(TOKENS.size())));
                default -> result.setLength(random.nextInt(4) == 0 ? at : result.length());
            }
        }
        return result.toString();
    }
}
