package dev.fixway.bridge.rest;

import dev.fixway.bridge.stream.EventStream;
import dev.fixway.bridge.stream.StreamSettings;
import dev.fixway.config.Environment;
import dev.fixway.config.Secret;
import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.market.MarketLane;
import dev.fixway.engine.order.OrderDesk;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server on a free port with a [TestEngine] behind it, and clients for it that hold each answer to the [Contract].
final class RestFixture implements AutoCloseable {
    static final String OPERATOR_TOKEN = "operator-token-operator-token-0123";
    static final HttpSettings.Limits LIMITS = new HttpSettings.Limits(4_096, 2_048, Duration.ofMinutes(10),
            Duration.ofSeconds(75), Duration.ofSeconds(25));
    private static final String DOCS = "ENABLE_SWAGGER";
    private static final JsonMapper JSON = new JsonMapper();

    final TestEngine engine = new TestEngine();
    final TestMarket market = new TestMarket();
    final MockClock ticker = new MockClock();
    final TradingMetrics metrics;
    final MarketLane lane = new MarketLane();
    final EventStream stream;
    final RestServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    volatile List<LedgerEvent> eventsOfAny = List.of();
    volatile Function<Map<String, String>, LedgerOps.Page> asked = _ -> new LedgerOps.Page(List.of(), null, false);
    volatile LedgerOps.Verification verification = new LedgerOps.Verification(7, List.of());
    volatile Supplier<Readiness> readiness;

    RestFixture() {
        this(LIMITS);
    }

    RestFixture(@Nullable String apiKey) {
        this(apiKey, null, null);
    }

    RestFixture(HttpSettings.Limits limits) {
        this(null, null, null, limits);
    }

    /// With the API's document and its page.
    static RestFixture withDocs() {
        return new RestFixture(null, null, null, LIMITS, Map.of(DOCS, "1"));
    }

    /// With another engine and ledger than the small one; null takes that.
    RestFixture(@Nullable String apiKey, @Nullable OrderDesk otherDesk, @Nullable LedgerReader otherLedger) {
        this(apiKey, otherDesk, otherLedger, LIMITS);
    }

    /// With an engine and a ledger, and settings of the stream.
    RestFixture(OrderDesk otherDesk, LedgerReader otherLedger, Map<String, String> streamSettings) {
        this(null, otherDesk, otherLedger, LIMITS, streamSettings);
    }

    private RestFixture(@Nullable String apiKey, @Nullable OrderDesk otherDesk, @Nullable LedgerReader otherLedger,
            HttpSettings.Limits limits) {
        this(apiKey, otherDesk, otherLedger, limits, Map.of());
    }

    private RestFixture(@Nullable String apiKey, @Nullable OrderDesk otherDesk, @Nullable LedgerReader otherLedger,
            HttpSettings.Limits limits, Map<String, String> streamSettings) {
        this(apiKey, otherDesk, otherLedger, limits, streamSettings, Map.of());
    }

    /// Of several providers, each with a desk of its own, the default one first.
    static RestFixture ofProviders(Map<ProviderId, TestMarket> markets, OrderDesk desk, LedgerReader ledger) {
        return new RestFixture(null, desk, ledger, LIMITS, Map.of(), markets);
    }

    private RestFixture(@Nullable String apiKey, @Nullable OrderDesk otherDesk, @Nullable LedgerReader otherLedger,
            HttpSettings.Limits limits, Map<String, String> streamSettings, Map<ProviderId, TestMarket> markets) {
        OrderDesk desk = otherDesk == null ? engine : otherDesk;
        LedgerReader ledger = otherLedger == null ? engine : otherLedger;
        readiness = () -> Readiness.of(desk.status());
        Map<ProviderId, String> platforms = new LinkedHashMap<>();
        markets.keySet().forEach(provider -> platforms.put(provider, provider + "-test"));
        RestEdge edge = new RestEdge(new AccountId("MAIN"),
                markets.isEmpty() ? Map.of(TestEngine.MOCK, "mock") : platforms, Secret.of(OPERATOR_TOKEN),
                "0.1.0");
        metrics = new TradingMetrics(
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), ticker), edge);
        LedgerOps ops = new LedgerOps() {
            @Override
            public List<LedgerEvent> eventsOfAny(String id) {
                return eventsOfAny;
            }

            @Override
            public Page ask(Map<String, String> words, int rowsMax) {
                return asked.apply(words);
            }

            @Override
            public Verification verify() {
                return verification;
            }
        };
        stream = new EventStream(StreamSettings.read(Environment.read(streamSettings, Path.of("target"))), lane);
        HttpSettings settings = new HttpSettings(InetAddress.ofLiteral("127.0.0.1"), 0,
                apiKey == null ? null : Secret.of(apiKey), "abc123", streamSettings.containsKey(DOCS), limits);
        server = new RestServer(settings, edge, new RestServer.Sources(desk, ledger, ops, () -> readiness.get(),
                provider -> markets.getOrDefault(provider, market), stream),
                metrics,
                InstantSource.fixed(TestEngine.NOON));
        server.start();
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    HttpResponse<String> delete(String path) {
        return send("DELETE", path, null);
    }

    HttpResponse<String> post(String body) {
        return send("POST", "/v1/orders", body, "Content-Type", "application/json");
    }

    HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(10))
                .method(method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Contract.check(method, path, response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(null), response.body());
            return response;
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    RawConnection connect() {
        return new RawConnection(server.port());
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    /// Enters a LIMIT order over HTTP and gives its id.
    String submitted(String symbol) {
        HttpResponse<String> response = post(
                "{\"symbol\":\"" + symbol
                        + "\",\"side\":\"BUY\",\"quantity\":\"10\",\"order_type\":\"LIMIT\",\"limit_price\":\"1.50\"}");
        if (response.statusCode() != 201) {
            throw new AssertionError(response.body());
        }
        return json(response).get("id").asString();
    }

    @Override
    public void close() {
        client.close();
        server.stop();
        engine.close();
    }
}
