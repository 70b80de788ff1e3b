package dev.fixway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.session.FixPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Takes the room from a trading gateway, for everything under its data folder at once, and gives it back: it stops,
/// says why, comes back by itself, and nothing is lost or doubled.
///
/// The room is a limit on the size of files, which any user may set on his own process: beyond it every write fails.
class FullDiskIT {
    private static final long SEED = Long.getLong("fixway.crash.seed", new Random().nextLong());
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration END_MOST = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CLIENT = "FIX.4.4:FIXWAY->CLIENT1";
    private static final String DROP_COPY = "FIX.4.4:FIXWAY->DROPCOPY";
    private static final String POST = "{\"symbol\":\"MSFT\",\"side\":\"BUY\",\"quantity\":\"1\",\"order_type\":\"MARKET\"}";
    private final FixTrader client = new FixTrader("CLIENT1", new Random(SEED + 1));
    private final FixTrader dropCopy = new FixTrader("DROPCOPY", new Random(SEED + 2));
    private final RestTrader rest = new RestTrader(new Random(SEED + 3));
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void close() {
        client.close();
        dropCopy.close();
        http.shutdownNow();
    }

    @Test
    void stopsAndComesBackByItself(TestReporter reporter) {
        reporter.publishEntry("seed", Long.toString(SEED));
        try (GatewayProcess gateway = start()) {
            recover(gateway);
            // Files grow up to here and then no more, one after the other.
            failWhileTrading(gateway, 120_000);
            comesBack(gateway);
            // Nothing can be written any more, not even over what is there.
            failWhileTrading(gateway, 0);
            comesBack(gateway);
            failWhileTrading(gateway, 0);
            long begun = System.nanoTime();
            assertThat(gateway.terminate()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("end without room").isLessThan(END_MOST);
        }
        try (GatewayProcess gateway = start()) {
            recover(gateway);
            hearTheLast(gateway);
            assertThat(gateway.terminate()).isZero();
        }
        assertThat(folder.resolve("gateway.log")).content().as("the database survives").doesNotContain("discarded");
        Books.verify(folder.resolve("data"));
        Books books = Books.read(folder.resolve("data"), folder);
        books.agree();
        books.positionsAgree();
        books.executionsAreUnique();
        books.wereTold(CLIENT, client.execIds());
        books.wereTold(DROP_COPY, dropCopy.execIds());
    }

    @Test
    void keepsRecordingWhileOnlyFixStoresAreFull(TestReporter reporter) {
        reporter.publishEntry("seed", Long.toString(SEED));
        // The journal's files stay below the limit, each of them, as long as groups are small; a store is one file that
        // grows.
        try (GatewayProcess gateway = start("16384")) {
            recover(gateway);
            gateway.limitFiles(30_000);
            client.tradeOneByOne();

            HttpResponse<String> ready = get(gateway, "/readyz");
            assertThat(ready.statusCode()).as("the engine goes on: %s", ready.body()).isEqualTo(200);
            assertThat(post(gateway).statusCode()).isEqualTo(201);
            refusesLogons(gateway, "CLIENT1");
            gateway.limitFiles(GatewayProcess.UNLIMITED);
            recover(gateway);
            hearTheLast(gateway);
            assertThat(gateway.terminate()).isZero();
        }
        Books.verify(folder.resolve("data"));
        Books books = Books.read(folder.resolve("data"), folder);
        books.agree();
        books.executionsAreUnique();
        books.wereTold(CLIENT, client.execIds());
        books.wereTold(DROP_COPY, dropCopy.execIds());
    }

    private void refusesLogons(GatewayProcess gateway, String compId) {
        try (FixPeer peer = new FixPeer(compId, "FIXWAY").connect(gateway.fixPort())) {
            peer.probeLogon();
            peer.expectClosed();
        }
    }

    private HttpResponse<String> post(GatewayProcess gateway) {
        return send(HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/orders"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(POST)));
    }

    private GatewayProcess start() {
        return start("1048576");
    }

    private GatewayProcess start(String segmentBytes) {
        return GatewayProcess.start(folder, Window.ANY_MOMENT, 1,
                Map.of("DATA_DIR", folder.resolve("data").toString(), "LEDGER_KEY_FILE",
                        folder.resolve("keys").resolve("ledger.key").toString(), "GATEWAY_PORT", "0", "FIX_PORT", "0",
                        "MOCK_SEED", "7", "MOCK_FILL_DELAY_MS", "15", "LEDGER_SEGMENT_BYTES", segmentBytes))
                .orElseThrow();
    }

    private void recover(GatewayProcess gateway) {
        try {
            client.recover(gateway.fixPort());
            dropCopy.recover(gateway.fixPort());
            rest.check(gateway.url());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What was under way has ended, and everybody has heard of it.
    private void hearTheLast(GatewayProcess gateway) {
        await().atMost(PATIENCE).until(() -> rest.marketOrdersOpen(gateway.url()) == 0);
        client.listen();
        dropCopy.listen();
    }

    private void failWhileTrading(GatewayProcess gateway, long fileBytesMax) {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> traders = List.of(Thread.startVirtualThread(() -> client.trade(() -> !over.get())),
                Thread.startVirtualThread(() -> dropCopy.listen(() -> !over.get())),
                Thread.startVirtualThread(() -> rest.trade(gateway.url(), () -> !over.get())));
        gateway.limitFiles(fileBytesMax);
        await().atMost(PATIENCE).until(() -> get(gateway, "/readyz").statusCode() == 503);

        assertThat(get(gateway, "/readyz").body()).contains("the ledger cannot be written");
        HttpResponse<String> refused = post(gateway);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(JSON.readTree(refused.body()).path("code").asString("")).isEqualTo("PROVIDER_UNAVAILABLE");
        assertThat(JSON.readTree(refused.body()).path("details").path("reason").asString(""))
                .contains("the ledger cannot be written");
        refusesLogons(gateway, "CLIENT2");
        over.set(true);
        traders.forEach(FullDiskIT::join);
    }

    private void comesBack(GatewayProcess gateway) {
        gateway.limitFiles(GatewayProcess.UNLIMITED);
        await().atMost(PATIENCE).until(() -> get(gateway, "/readyz").statusCode() == 200);
        recover(gateway);
    }

    private HttpResponse<String> get(GatewayProcess gateway, String path) {
        return send(HttpRequest.newBuilder(URI.create(gateway.url() + path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static void join(Thread thread) {
        try {
            assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
