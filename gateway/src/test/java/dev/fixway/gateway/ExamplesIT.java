package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fixway.engine.session.FixPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each example against a gateway that fills in parts, refuses one order, and is lost while an order is open.
///
/// What is not installed is not tried, and the report says so; nothing is downloaded.
class ExamplesIT {
    private static final String ROUNDS = "2";
    /// Of a process that SIGTERM ended, when it does not say otherwise itself.
    private static final int TERMINATED = 143;

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @SuppressWarnings("NullAway") // set before each test
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder, Map.of("MOCK_PARTIAL_FILL_RATIO", "0.4", "MOCK_FILL_DELAY_MS", "400"),
                Ports.PLAIN);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static Path example(String file) {
        Path fromModule = Path.of("..", "examples", file);
        return (fromModule.toFile().exists() ? fromModule : Path.of("examples", file)).toAbsolutePath().normalize();
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .directory(example("node").toFile())
                    .start()
                    .waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static List<String> quickfixj() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                example("quickfixj/FixStrategy.java").toString());
    }

    private static List<String> python() throws InterruptedException {
        assumeTrue(runs("python3", "-c", "import websockets.asyncio.client"),
                "examples/python is not tried: python3 with websockets 13 or later is not installed");
        return List.of("python3", example("python/strategy.py").toString());
    }

    private static List<String> node() throws InterruptedException {
        assumeTrue(
                runs("node", "-e", "typeof WebSocket === 'undefined' && require.resolve('ws')"),
                "examples/node is not tried: there is no node with ws in examples/node (npm install) nor a node 22");
        return List.of("node", example("node/strategy.mjs").toString());
    }

    private Map<String, String> settings(CuttableLine line) {
        Map<String, String> settings = new HashMap<>(Map.of("ROUNDS", ROUNDS, "RUN", "run", "RECONNECT", "1"));
        settings.put("GATEWAY_URL", "http://127.0.0.1:" + line.port());
        settings.put("FIX_PORT", Integer.toString(line.port()));
        settings.put("STORE", folder.resolve("store").toString());
        return settings;
    }

    @Test
    void tradesByFix() throws Exception {
        FixPeer before = gateway.logon("CLIENT1");
        before.order("run-2", "55=AAPL|54=1|38=1|40=2|44=1");
        before.next(2);
        before.logout();
        trade(quickfixj(), gateway.gateway().fixPort());
    }

    @Test
    void tradesInPython() throws Exception {
        useUp("run-2");
        trade(python(), restPort());
    }

    @Test
    void tradesInNode() throws Exception {
        useUp("run-2");
        trade(node(), restPort());
    }

    private int restPort() {
        String url = gateway.gateway().restUrl();
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
    }

    private void useUp(String clientOrderId) {
        String terms = """
                {"symbol":"AAPL","side":"BUY","quantity":"1","order_type":"LIMIT","limit_price":"1",""";
        assertThat(gateway.enter(terms + "\"client_order_id\":\"" + clientOrderId + "\"}").status()).isEqualTo(201);
    }

    /// Two rounds: the line is cut in the middle of the first order's fills until it is filled; the third order's id is
    /// another's already; while the fourth one is open the example is asked to end.
    private void trade(List<String> command, int port) throws Exception {
        try (CuttableLine line = new CuttableLine(port);
                ExampleProcess example = new ExampleProcess(folder, command, settings(line))) {
            example.awaitLine("order run-0 BUY PARTIALLY_FILLED 4 of 10");
            line.cut();
            await().until(() -> status("run-0").equals("FILLED"));
            line.mend();
            example.awaitLine("order run-3 BUY OPEN 0 of 10");
            example.terminate();
            int code = example.awaitEnd();

            assertThat(code).as(() -> example.lines().toString()).isIn(0, TERMINATED);
            assertThat(example.lines()).contains("connected")
                    .anyMatch(l -> l.startsWith("recovered: 1 orders asked"))
                    .anyMatch(l -> l.matches("order run-0 BUY FILLED 10 of 10.*"))
                    .anyMatch(l -> l.matches("order run-1 SELL FILLED 10 of 10.*"))
                    .anyMatch(l -> l.matches("order run-2 BUY (refused: 422 .*DUPLICATE_CLIENT_ORDER_ID.*"
                            + "|REJECTED 0 of 10: ClOrdID\\(11\\) was used before)"))
                    .last()
                    .asString()
                    .matches("order run-3 .*at the end|connection closed.*");
            assertThat(status("run-3")).isEqualTo("CANCELLED");
        }
    }

    private String status(String clientOrderId) {
        return gateway.get("/v1/orders?client_order_id=" + clientOrderId).json().at("/0/status").asString("");
    }
}
