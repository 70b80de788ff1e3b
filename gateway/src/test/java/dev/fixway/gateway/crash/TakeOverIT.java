package dev.fixway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.gateway.ChildJava;
import dev.fixway.gateway.Main;
import dev.fixway.persistence.postgres.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two real gateways on one PostgreSQL ledger: the newer one takes over, the older one ends at its next commit.
class TakeOverIT {
    private static final String PASSWORD = "not-to-be-seen";

    @TempDir
    Path folder = Path.of("set by JUnit");

    private final String database = EmbeddedServer.running().newDatabase();
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void stopsTheOlderGatewayAndKeepsItsOrders() throws Exception {
        Process older = start("a", "run");
        String olderReady = readyLine(older);
        assertThat(olderReady)
                .endsWith("ledger=postgresql://127.0.0.1:" + EmbeddedServer.running().port() + "/" + database);
        assertThat(post(rest(olderReady), "first").statusCode()).isEqualTo(201);

        Process newer = start("b", "run");
        String newerReady = readyLine(newer);
        HttpResponse<String> refused = post(rest(olderReady), "second");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(older.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(older.exitValue()).isEqualTo(1);
        assertThat(log("a")).contains("Error: another gateway has taken the ledger over (")
                .contains("process " + newer.pid());
        assertThat(post(rest(newerReady), "third").statusCode()).isEqualTo(201);
        assertThat(get(rest(newerReady) + "/v1/orders?client_order_id=first")).contains("\"first\"");
        assertThat(get(rest(newerReady) + "/v1/orders?client_order_id=second")).doesNotContain("\"second\"");
        newer.destroy();
        assertThat(newer.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(newer.exitValue()).isZero();
        assertAnswersWithoutAGateway();
    }

    private void assertAnswersWithoutAGateway() throws IOException, InterruptedException {
        assertThat(run("ledger", "query", "first")).contains("ORDER_RECEIVED").contains("FILL");
        assertThat(run("ledger", "rebuild")).contains("query database rebuilt");
        assertThat(run("ledger", "verify")).contains("ledger      clean").contains("database    clean");
        assertThat(log("a") + log("b") + log("c")).doesNotContain(PASSWORD);
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process = start("c", command);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(log("c")).isZero();
        return said;
    }

    private Process start(String name, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                ChildJava.line(List.of("-Xmx256m", "-ea"), Main.class, command)).directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()));
        builder.environment()
                .putAll(Map.of("DATA_DIR", folder.resolve(name).toString(), "GATEWAY_PORT", "0", "FIX_PORT", "0",
                        "LEDGER_KEY_FILE", folder.resolve(name + ".key").toString(), "DATABASE_URL",
                        "postgresql://postgres:" + PASSWORD + "@127.0.0.1:" + EmbeddedServer.running().port() + "/"
                                + database));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private String readyLine(Process process) throws IOException {
        String line = process.inputReader().readLine();
        assertThat(line).as(log("a")).startsWith("fixway ready ");
        return line;
    }

    private static String rest(String readyLine) {
        return readyLine.replaceAll(".* rest=(\\S+) .*", "$1");
    }

    private String log(String name) throws IOException {
        Path file = folder.resolve(name + ".log");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static HttpResponse<String> post(String url, String id) throws IOException, InterruptedException {
        String body = "{\"symbol\":\"MSFT\",\"side\":\"BUY\",\"quantity\":\"1\",\"order_type\":\"MARKET\","
                + "\"client_order_id\":\"" + id + "\"}";
        return send(HttpRequest.newBuilder(URI.create(url + "/v1/orders"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url))).body();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
