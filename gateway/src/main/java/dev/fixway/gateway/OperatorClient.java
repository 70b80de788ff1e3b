package dev.fixway.gateway;

import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Asks the gateway that runs on a data folder, by its `run.json`.
final class OperatorClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final RunFile run;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    OperatorClient(RunFile run) {
        this.run = run;
    }

    /// Events of the order that any id leads to, oldest first.
    List<LedgerEvent> eventsOfAny(String id) {
        String path = "/v1/ops/ledger/orders/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() == 404) {
            return List.of();
        }
        List<LedgerEvent> events = new ArrayList<>();
        for (JsonNode node : read(answer).path("events")) {
            events.add(event(node));
        }
        return events;
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

    /// Differences between the query database and the commit; empty when there are none.
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        read(get("/v1/ops/ledger/verify")).path("findings").forEach(node -> findings.add(node.asString("")));
        return findings;
    }

    private static LedgerEvent event(JsonNode node) {
        LedgerEvent.Builder event = LedgerEvent
                .of(EventType.valueOf(node.path(LedgerField.EVENT_TYPE.column()).asString("")));
        for (LedgerField field : LedgerField.values()) {
            JsonNode value = node.path(field.column());
            if (value.isString()) {
                event.set(field, value.asString(""));
            }
        }
        return event.at(node.path("seq").asLong(0));
    }

    private JsonNode read(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new CommandException(
                    "the gateway at " + run.url() + " answered " + answer.statusCode() + ": " + answer.body(),
                    Main.FAILURE);
        }
        return JSON.readTree(answer.body());
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
