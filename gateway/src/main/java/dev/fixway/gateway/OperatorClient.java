package dev.fixway.gateway;

import dev.fixway.persistence.query.BadQuestionException;
import dev.fixway.persistence.query.LedgerPage;
import dev.fixway.persistence.query.LedgerRow;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Asks the gateway that runs on a data folder, by its `run.json`.
final class OperatorClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BUSY = 429;
    private static final int BUSY_TRIES = 50;
    private static final Duration BUSY_PAUSE = Duration.ofMillis(100);
    private static final int UNAVAILABLE = 503;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final RunFile run;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    OperatorClient(RunFile run) {
        this.run = run;
    }

    /// The next page of the answer to a question to the ledger.
    LedgerPage page(Map<String, String> words, long rows) {
        StringJoiner query = new StringJoiner("&");
        query.add("format=jsonl");
        if (!words.containsKey("last")) {
            query.add("limit=" + rows);
        }
        words.forEach((member, value) -> {
            if (!member.equals("limit")) {
                query.add(member + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        String kind = words.containsKey("as_of") ? "orders" : "events";
        HttpResponse<String> answer = get("/v1/ops/ledger/" + kind + '?' + query);
        if (answer.statusCode() == 400) {
            String[] parts = answer.body().split(": ", 2);
            throw new BadQuestionException(parts[0], parts[parts.length - 1]);
        }
        List<LedgerRow> found = whole(answer).body().lines().map(OperatorClient::row).toList();
        return new LedgerPage(found, answer.headers().firstValue("Fixway-Next").orElse(null),
                answer.headers().firstValue("Fixway-More").map(Boolean::parseBoolean).orElse(false));
    }

    private static LedgerRow row(String line) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> value : JSON.readTree(line).properties()) {
            values.put(value.getKey(), value.getValue().asString(""));
        }
        return new LedgerRow(values);
    }

    /// Every order that the engine holds.
    List<JsonNode> orders() {
        List<JsonNode> orders = new ArrayList<>();
        read(get("/v1/ops/orders")).path("orders").forEach(orders::add);
        return orders;
    }

    /// States what the venue says of an order in doubt; the order as it is then.
    JsonNode resolve(String id, String as, @Nullable String quantity, @Nullable String price, String text) {
        ObjectNode wish = JSON.createObjectNode().put("as", as).put("text", text);
        if (quantity != null && price != null) {
            wish.put("quantity", quantity).put("price", price);
        }
        String path = "/v1/ops/orders/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/resolve";
        HttpResponse<String> answer = send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(wish))));
        String refusal = answer.statusCode() == 400 || answer.statusCode() == 404
                ? JSON.readTree(answer.body()).path("message").asString("")
                : "";
        if (!refusal.isEmpty()) {
            throw new CommandException(refusal, Main.FAILURE);
        }
        return read(answer);
    }

    /// How the kill switch is.
    JsonNode kill() {
        return read(get("/v1/ops/kill"));
    }

    /// Switches it; how it is then.
    ///
    /// - `path`: behind `/v1/ops/kill`
    JsonNode kill(String path, String text) {
        ObjectNode wish = JSON.createObjectNode().put("by", System.getProperty("user.name", "")).put("text", text);
        HttpRequest.Builder request = request("/v1/ops/kill" + path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(wish)));
        HttpResponse<String> answer = send(request);
        for (int i = 0; answer.statusCode() == BUSY && i < BUSY_TRIES; i++) {
            LockSupport.parkNanos(BUSY_PAUSE.toNanos());
            answer = send(request);
        }
        if (answer.statusCode() == UNAVAILABLE) {
            throw new CommandException("the gateway cannot record it now, and takes no orders until it can: "
                    + JSON.readTree(answer.body()).path("message").asString("")
                    + "; `fixway kill --direct` cancels at the venues", Main.FAILURE);
        }
        return read(answer);
    }

    /// Differences between the query database and the commit; empty when there are none.
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        read(get("/v1/ops/ledger/verify")).path("findings").forEach(node -> findings.add(node.asString("")));
        return findings;
    }

    private JsonNode read(HttpResponse<String> answer) {
        return JSON.readTree(whole(answer).body());
    }

    private HttpResponse<String> whole(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new CommandException(
                    "the gateway at " + run.url() + " answered " + answer.statusCode() + ": " + answer.body(),
                    Main.FAILURE);
        }
        return answer;
    }

    private HttpResponse<String> get(String path) {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(run.url() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + run.token().reveal());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CommandException("the gateway at " + run.url() + " does not answer: " + e.getMessage(),
                    Main.FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", Main.FAILURE);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
