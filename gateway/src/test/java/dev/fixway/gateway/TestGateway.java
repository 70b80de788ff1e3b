package dev.fixway.gateway;

import dev.fixway.config.Environment;
import dev.fixway.engine.session.FixPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A gateway on the mock in the test's own process: a folder, free ports, FIX peers and an HTTP client.
///
/// QuickFIX/J knows its sessions by static names, so that only one may run at a time.
final class TestGateway implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Gateway gateway;
    private final String readyLine;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<FixPeer> peers = new ArrayList<>();

    /// What REST answered.
    record Answer(int status, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String text(String member) {
            return json().path(member).asString("");
        }
    }

    private TestGateway(Gateway gateway) throws InterruptedException {
        this.gateway = gateway;
        this.readyLine = gateway.awaitReadyLine();
    }

    static TestGateway start(Path folder) {
        return start(folder, Map.of(), Ports.PLAIN);
    }

    /// - `settings`: beside or instead of what every test has
    static TestGateway start(Path folder, Map<String, String> settings, Ports ports) {
        Gateway started = Gateway.start(environment(folder, settings), ports);
        try {
            return new TestGateway(started);
        } catch (InterruptedException e) {
            started.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the gateway was ready", e);
        }
    }

    static Environment environment(Path folder, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("DATA_DIR", folder.resolve("data").toString(),
                "LEDGER_KEY_FILE", folder.resolve("keys").resolve("ledger.key").toString(), "GATEWAY_PORT", "0",
                "FIX_PORT", "0", "MOCK_SEED", "7", "MOCK_FILL_DELAY_MS", "30"));
        all.putAll(settings);
        return Environment.read(all, folder);
    }

    Gateway gateway() {
        return gateway;
    }

    String restUrl() {
        return gateway.restUrl();
    }

    String readyLine() {
        return readyLine;
    }

    /// A counterparty that is logged on; closed with the gateway.
    FixPeer logon(String name) {
        return logon(new FixPeer(name, "FIXWAY"));
    }

    /// A counterparty of an earlier gateway goes on with its numbers.
    FixPeer logon(FixPeer peer) {
        peers.add(peer);
        return peer.logon(gateway.fixPort());
    }

    Answer get(String path) {
        return sent(request(path).GET());
    }

    Answer delete(String path) {
        return sent(request(path).DELETE());
    }

    Answer delete(String path, String body) {
        return sent(deletion(path, body));
    }

    /// `POST /v1/orders`.
    Answer enter(String body) {
        return sent(entry(body));
    }

    CompletableFuture<Answer> enterLater(String body) {
        return sentLater(entry(body));
    }

    CompletableFuture<Answer> deleteLater(String path) {
        return sentLater(request(path).DELETE());
    }

    CompletableFuture<Answer> deleteLater(String path, String body) {
        return sentLater(deletion(path, body));
    }

    Answer patch(String path, String body) {
        return sent(request(path).header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder deletion(String path, String body) {
        return request(path).header("Content-Type", "application/json")
                .method("DELETE", HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder entry(String body) {
        return request("/v1/orders").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.restUrl() + path)).timeout(PATIENCE);
    }

    private Answer sent(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before an answer", e);
        }
    }

    private CompletableFuture<Answer> sentLater(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> new Answer(response.statusCode(), response.body()));
    }

    @Override
    public void close() {
        peers.forEach(FixPeer::close);
        http.shutdownNow();
        gateway.close();
    }
}
