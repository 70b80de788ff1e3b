package dev.fixway.gateway.crash;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Trades by REST until the gateway is gone; remembers what was answered and what was not.
final class RestTrader {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CANCELS_ALL_ONE_IN = 20;
    private final Random random;
    private final Map<String, String> answered = new LinkedHashMap<>();
    private final Set<String> unanswered = new LinkedHashSet<>();
    private int orders;

    RestTrader(Random random) {
        this.random = random;
    }

    /// Posts, patches and deletes one after the other until the connection breaks or it shall stop.
    void trade(String url, BooleanSupplier goesOn) {
        try (HttpClient http = client()) {
            String last = null;
            while (goesOn.getAsBoolean()) {
                if (last != null && random.nextInt(3) == 0) {
                    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/v1/orders/" + last));
                    send(http, random.nextBoolean()
                            ? request.DELETE()
                            : request.header("Content-Type", "application/json")
                                    .method("PATCH", HttpRequest.BodyPublishers
                                            .ofString("{\"limit_price\":\"" + (9000 + random.nextInt(99)) + "\"}")));
                    last = null;
                    continue;
                }
                if (random.nextInt(CANCELS_ALL_ONE_IN) == 0) {
                    String which = random.nextBoolean() ? "" : random.nextBoolean() ? "?symbol=TSLA" : "?symbol=MSFT";
                    send(http, HttpRequest.newBuilder(URI.create(url + "/v1/orders" + which)).DELETE());
                    continue;
                }
                String id = "r" + ++orders;
                unanswered.add(id);
                String body = "{\"quantity\":\"" + (1 + random.nextInt(9)) + "\",\"client_order_id\":\"" + id + "\","
                        + (random.nextInt(4) == 0 ? bracket() : plain()) + "}";
                HttpResponse<String> answer = send(http, HttpRequest.newBuilder(URI.create(url + "/v1/orders"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
                if (answer.statusCode() == 201) {
                    last = JSON.readTree(answer.body()).path("id").asString("");
                    answered.put(id, last);
                    unanswered.remove(id);
                } else if (answer.statusCode() == 422) {
                    unanswered.remove(id);
                }
            }
        } catch (IOException _) {
            // The gateway is gone.
        }
    }

    private String plain() {
        boolean rests = random.nextBoolean();
        return "\"symbol\":\"MSFT\",\"side\":\"SELL\","
                + (rests ? "\"order_type\":\"LIMIT\",\"limit_price\":\"9999\"" : "\"order_type\":\"MARKET\"");
    }

    /// An order with one exit or two; some of the profits are taken at once, when the order is filled.
    private String bracket() {
        int exits = random.nextInt(4);
        return "\"symbol\":\"TSLA\",\"side\":\"BUY\","
                + (random.nextInt(3) == 0
                        ? "\"order_type\":\"LIMIT\",\"limit_price\":\"95\""
                        : "\"order_type\":\"MARKET\"")
                + (exits == 0 ? "" : ",\"stop_loss\":\"80\"")
                + (exits == 1 ? "" : ",\"take_profit\":\"" + (random.nextInt(3) == 0 ? 97 : 120) + '"');
    }

    /// An answered POST is there, an unanswered one is there once or nowhere.
    void check(String url) throws IOException {
        try (HttpClient http = client()) {
            for (Map.Entry<String, String> order : answered.entrySet()) {
                HttpResponse<String> found = send(http,
                        HttpRequest.newBuilder(URI.create(url + "/v1/orders/" + order.getValue())));
                if (found.statusCode() != 200
                        || !order.getKey().equals(JSON.readTree(found.body()).path("client_order_id").asString(""))) {
                    throw new AssertionError("answered and gone: " + order + ": " + found.body());
                }
            }
            for (String id : unanswered) {
                HttpResponse<String> found = send(http,
                        HttpRequest.newBuilder(URI.create(url + "/v1/orders?client_order_id=" + id)));
                JsonNode list = JSON.readTree(found.body());
                if (found.statusCode() != 200 || list.size() > 1) {
                    throw new AssertionError("unanswered and there more than once: " + id + ": " + found.body());
                }
            }
        }
        // What was checked stays as it is: the last look at everything is in the ledger.
        answered.clear();
        unanswered.clear();
    }

    /// Market orders that have not ended: those are still being filled.
    long marketOrdersOpen(String url) throws IOException {
        return get(url + "/v1/orders?status=PENDING,OPEN,PARTIALLY_FILLED,PENDING_CANCEL").valueStream()
                .filter(order -> "MARKET".equals(order.path("order_type").asString("")))
                .count();
    }

    JsonNode order(String url, String id) throws IOException {
        return get(url + "/v1/orders/" + id);
    }

    /// By symbol, sold ones negative.
    Map<String, BigDecimal> positions(String url) throws IOException {
        Map<String, BigDecimal> positions = new TreeMap<>();
        for (JsonNode position : get(url + "/v1/positions")) {
            BigDecimal quantity = new BigDecimal(position.path("quantity").stringValue()).stripTrailingZeros();
            positions.put(position.path("symbol").stringValue(),
                    position.path("side").stringValue().equals("SHORT") ? quantity.negate() : quantity);
        }
        return positions;
    }

    private static JsonNode get(String url) throws IOException {
        try (HttpClient http = client()) {
            HttpResponse<String> answer = send(http, HttpRequest.newBuilder(URI.create(url)));
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        }
    }

    /// A figure of `/metrics`.
    long count(String url, String metric) throws IOException {
        try (HttpClient http = client()) {
            return send(http, HttpRequest.newBuilder(URI.create(url + "/metrics"))).body()
                    .lines()
                    .filter(line -> line.startsWith(metric + ' '))
                    .map(line -> new BigDecimal(line.substring(metric.length() + 1)).longValueExact())
                    .findAny()
                    .orElseThrow();
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(Duration.ofSeconds(15)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
