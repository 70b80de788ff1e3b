package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.ledger.WriterFencedException;
import dev.fixway.engine.order.EngineStatus;
import dev.fixway.engine.session.FixMessage;
import dev.fixway.engine.session.FixPeer;
import dev.fixway.persistence.postgres.EmbeddedServer;
import dev.fixway.persistence.postgres.PostgresLedger;
import dev.fixway.persistence.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The PostgreSQL server that holds the ledger goes away under a trading gateway, or is taken over by another one.
class PostgresOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MARKET = "55=AAPL|54=1|38=10|40=1";
    private static final String POST = """
            {"symbol":"MSFT","side":"BUY","quantity":"1","order_type":"MARKET","client_order_id":"%s"}""";

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private final EmbeddedServer server = EmbeddedServer.running();
    private final Map<String, String> settings = Map.of("DATABASE_URL", server.url(server.newDatabase()),
            "DATABASE_TIMEOUT_MS", "2000");

    @Test
    void comesBackWhenTheServerDoes() throws Exception {
        FixPeer client = new FixPeer("CLIENT1", "FIXWAY");
        List<String> execIds = new ArrayList<>();
        try (TestGateway gateway = TestGateway.start(folder, settings, Ports.PLAIN)) {
            gateway.logon(client);
            client.order("A1", MARKET);
            execIds.addAll(filled(client, "A1"));

            server.crash();
            try {
                client.order("A2", MARKET);
                client.expectClosed();
                TestGateway.Answer refused = gateway.enter(POST.formatted("R1"));
                assertThat(refused.status()).as(refused.body()).isEqualTo(503);
                assertThat(refused.text("code")).isEqualTo("PROVIDER_UNAVAILABLE");
                assertThat(gateway.get("/readyz").status()).isEqualTo(503);
                refusesLogons(gateway);
            } finally {
                server.restart("on");
            }
            await().atMost(PATIENCE).until(() -> gateway.get("/readyz").status() == 200);

            gateway.logon(client);
            execIds.addAll(filled(client, "A2"));
            client.order("A3", MARKET);
            execIds.addAll(filled(client, "A3"));
            assertThat(gateway.enter(POST.formatted("R1")).status()).isEqualTo(201);
            assertThat(gateway.get("/v1/orders").json().findValuesAsString("client_order_id"))
                    .containsExactlyInAnyOrder("A1", "A2", "A3", "R1");
            client.logout();
        }
        assertThat(execIds).hasSize(9).doesNotHaveDuplicates();
        assertThat(run("ledger", "verify")).contains("clean").doesNotContain("DIFFERS");
        assertThat(run("replay", "--json", folder.resolve("data").resolve("fix").resolve("log").toString()))
                .contains("\"summary\"");
    }

    @Test
    void staysDownWhenAnotherGatewayHasTakenOver() throws Exception {
        try (TestGateway gateway = TestGateway.start(folder, settings, Ports.PLAIN)) {
            CompletableFuture<WriterFencedException> fenced = new CompletableFuture<>();
            gateway.gateway().whenFenced(fenced::complete);
            PostgresSettings other = PostgresSettings.read(TestGateway.environment(folder, settings)).orElseThrow();
            try (PostgresLedger _ = PostgresLedger.takeOver(other, true)) {
                assertThat(gateway.enter(POST.formatted("R1")).status()).isEqualTo(503);

                assertThat(fenced).succeedsWithin(PATIENCE);
                await().during(Duration.ofMillis(2500))
                        .atMost(PATIENCE)
                        .until(() -> gateway.gateway().status().state() == EngineStatus.State.FAILED);
            }
        }
    }

    /// Reads the three reports of a market order: received, taken by the venue, filled.
    private static List<String> filled(FixPeer client, String clOrdId) {
        List<FixMessage> reports = client.next(3);
        assertThat(reports).extracting(report -> report.get(11)).containsOnly(clOrdId);
        assertThat(reports).extracting(report -> report.get(150)).containsExactly("A", "0", "F");
        return reports.stream().map(report -> report.get(17)).toList();
    }

    private static void refusesLogons(TestGateway gateway) {
        try (FixPeer stranger = new FixPeer("CLIENT2", "FIXWAY").connect(gateway.gateway().fixPort())) {
            stranger.probeLogon();
            stranger.expectClosed();
        }
    }

    /// Runs a command of its own; it must end with 0.
    private String run(String... command) throws IOException, InterruptedException {
        Path log = folder.resolve("command.log");
        ProcessBuilder builder = new ProcessBuilder(ChildJava.line(List.of(), Main.class, command))
                .directory(folder.toFile())
                .redirectError(log.toFile());
        builder.environment().putAll(settings);
        builder.environment()
                .putAll(Map.of("DATA_DIR", folder.resolve("data").toString(), "LEDGER_KEY_FILE",
                        folder.resolve("keys").resolve("ledger.key").toString()));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s %s", said, Files.readString(log)).isZero();
        return said;
    }
}
