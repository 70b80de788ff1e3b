package dev.fixway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.domain.Side;
import dev.fixway.providers.mock.MockBook;
import dev.fixway.providers.mock.MockOrder;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// The gateway dies between the close of a position and its answer, and the client repeats its DELETE: one close at the
/// venue, whatever was known of the first.
class CloseCrashIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final boolean IS_SOAK = Boolean.getBoolean("fixway.soak");
    private static final String BUY = "{\"symbol\":\"AAPL\",\"side\":\"BUY\",\"quantity\":\"10\",\"order_type\":\"MARKET\"}";
    private static final String TWO = "{\"quantity\":\"2\"}";

    @TempDir
    Path folder = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
    }

    /// One of them in every build, all with `-Dfixway.soak=true`.
    static Stream<Window> windows() {
        Stream<Window> always = Stream.of(Window.OUTCOME_NOT_REPORTED);
        return IS_SOAK
                ? Stream.concat(always, Stream.of(Window.BEFORE_COMMIT, Window.COMMITTED_NOT_CALLED,
                        Window.CALLED_WITHOUT_OUTCOME))
                : always;
    }

    @ParameterizedTest
    @MethodSource("windows")
    void closesOnceWhenTheGatewayDiesBeforeItsAnswer(Window window) throws Exception {
        try (GatewayProcess first = GatewayProcess.startUnarmed(folder, window, settings())) {
            buy(first);
            GatewayProcess.arm(folder);
            assertThat(isAnswered(first)).as("the gateway died first").isFalse();
            assertThat(first.hasEnded()).isTrue();
        }

        try (GatewayProcess second = start()) {
            await().until(() -> send(second, "GET", "/readyz", "").statusCode() == 200);
            HttpResponse<String> again = send(second, "DELETE", "/v1/positions/mock-pos-AAPL", TWO);

            assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
            assertThat(JSON.readTree(again.body()).get("status").asString()).isEqualTo("FILLED");
            assertThat(JSON.readTree(send(second, "GET", "/v1/positions/AAPL", "").body()).get("quantity").asString())
                    .isEqualTo("8");
        }
        assertSoldTwoOnce();
    }

    /// SIGKILL from outside, behind the answer.
    @Test
    @EnabledIfSystemProperty(named = "fixway.soak", matches = "true")
    void countsAnAnswerThatMayBeWrittenAsLostAfterAStart() throws Exception {
        String handle;
        try (GatewayProcess first = start()) {
            buy(first);
            handle = send(first, "DELETE", "/v1/positions/mock-pos-AAPL", TWO).body();
            first.kill();
        }

        try (GatewayProcess second = start()) {
            await().until(() -> send(second, "GET", "/readyz", "").statusCode() == 200);
            assertThat(send(second, "DELETE", "/v1/positions/mock-pos-AAPL", TWO).body()).isEqualTo(handle);
            assertThat(send(second, "DELETE", "/v1/positions/mock-pos-AAPL", TWO).body()).as("answered now")
                    .isNotEqualTo(handle);
        }
        assertThat(sold()).isEqualByComparingTo("4");
    }

    private GatewayProcess start() {
        return GatewayProcess.start(folder, Window.ANY_MOMENT, 1, settings()).orElseThrow();
    }

    private Map<String, String> settings() {
        return Map.of("DATA_DIR", folder.resolve("data").toString(), "GATEWAY_PORT", "0", "FIX_PORT", "0", "MOCK_SEED",
                "7", "MOCK_FILL_DELAY_MS", "15");
    }

    private void buy(GatewayProcess gateway) throws Exception {
        await().until(() -> send(gateway, "GET", "/readyz", "").statusCode() == 200);
        assertThat(send(gateway, "POST", "/v1/orders", BUY).statusCode()).isEqualTo(201);
        await().until(() -> send(gateway, "GET", "/v1/positions/AAPL", "").statusCode() == 200);
        await().until(() -> send(gateway, "GET", "/v1/orders?status=FILLED", "").body().contains("AAPL"));
    }

    private boolean isAnswered(GatewayProcess gateway) throws InterruptedException {
        try {
            send(gateway, "DELETE", "/v1/positions/mock-pos-AAPL", TWO);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private HttpResponse<String> send(GatewayProcess gateway, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void assertSoldTwoOnce() {
        assertThat(sold()).isEqualByComparingTo("2");
        assertThat(book().orders()).allSatisfy(order -> assertThat(order.submissions()).isOne());
    }

    private BigDecimal sold() {
        return book().orders()
                .stream()
                .filter(order -> order.side() == Side.SELL)
                .map((MockOrder order) -> order.cumQty().value())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private MockBook book() {
        return MockBook.read(folder.resolve("data").resolve("mock").resolve("book.journal"));
    }
}
