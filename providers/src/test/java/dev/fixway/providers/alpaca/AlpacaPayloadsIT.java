package dev.fixway.providers.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fixway.config.Environment;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.AccountFigures;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.BarQuery;
import dev.fixway.engine.provider.LookUp;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.Timeframe;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import dev.fixway.engine.provider.VenuePosition;
import dev.fixway.providers.Heard;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each call of the REST APIs with an answer written from its documented fields, not by our stand-in.
class AlpacaPayloadsIT {
    private static final RouteId ROUTE = OrderId.of("TEST", 1).route(1);
    private static final RouteId NEXT = OrderId.of("TEST", 1).route(2);
    private static final Symbol AAPL = new Symbol("AAPL");
    private static final Symbol BTC = new Symbol("BTC/USD");
    private static final Terms TERMS = Terms.of(OrdType.LIMIT, Qty.of("10"), Price.of("187.40"), null,
            TimeInForce.GTC);
    private static final Instant SUBMITTED = Instant.parse("2026-03-10T14:31:02.117001Z");
    private static final VenueOrderId ID = new VenueOrderId("5f6e1f1c-0b58-4a38-9d3a-2a0f1ad10017");
    private final Map<String, Queue<String>> answers = new ConcurrentHashMap<>();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final Heard heard = new Heard();
    @SuppressWarnings("NullAway") // set before each test
    private HttpServer server;
    @SuppressWarnings("NullAway") // set before each test
    private Provider provider;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        String there = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> settings = new HashMap<>(Map.of("ALPACA_API_KEY", "PK1", "ALPACA_API_SECRET", "s1",
                "ALPACA_BASE_URL", there, "ALPACA_DATA_URL", there, "ALPACA_STREAM_URL", "ws://127.0.0.1:1/stream",
                "ALPACA_DATA_STREAM_URL", "ws://127.0.0.1:1", "ALPACA_VISIBILITY_MS", "0"));
        provider = new AlpacaFactory().create(Environment.read(settings, folder), folder, InstantSource.system());
        provider.start(heard, null);
    }

    @AfterEach
    void close() {
        provider.close();
        server.stop(0);
    }

    /// The next answer to `METHOD /path`, the last one again and again.
    private void answer(HttpExchange exchange) throws IOException {
        Queue<String> of = answers.get(exchange.getRequestMethod() + ' ' + exchange.getRequestURI().getPath());
        String next = of == null ? null : of.size() > 1 ? of.remove() : of.peek();
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = (next == null ? "{\"code\":40410000,\"message\":\"order not found\"}" : next)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("X-RateLimit-Remaining", "190");
        exchange.sendResponseHeaders(next == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void says(String request, String... files) throws IOException {
        Queue<String> queue = new ArrayDeque<>();
        for (String file : files) {
            queue.add(file(file));
        }
        answers.put(request, queue);
    }

    private static String file(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                AlpacaPayloadsIT.class.getResourceAsStream("/alpaca/rest/" + name + ".json"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void submitsAndReadsTheOrder() throws IOException {
        says("POST /v2/orders", "order_pending_new");

        Outcome outcome = provider.submit(new ProviderCall.Submit(ROUTE, AAPL, Side.BUY, TERMS, Handling.PLAIN));

        assertThat(outcome).isEqualTo(new Outcome.Accepted(ROUTE, ID, List.of()));
        assertThat(AlpacaJson.read(String.valueOf(bodies.peek()))).isEqualTo(AlpacaJson.read("""
                {"symbol":"AAPL","qty":"10","side":"buy","type":"limit","time_in_force":"gtc","limit_price":"187.40",
                 "client_order_id":"%s"}""".formatted(ROUTE)));
    }

    @Test
    void replacesAndReadsTheNewOrder() throws IOException {
        says("PATCH /v2/orders/" + ID, "order_replacing");

        Outcome outcome = provider.replace(new ProviderCall.Replace(NEXT, ROUTE, ID, AAPL, Side.BUY,
                Terms.of(OrdType.LIMIT, Qty.of("12"), Price.of("188"), null, TimeInForce.GTC)));

        assertThat(outcome).isEqualTo(new Outcome.Accepted(NEXT,
                new VenueOrderId("5f6e1f1c-0b58-4a38-9d3a-2a0f1ad10018"), List.of()));
        assertThat(AlpacaJson.read(String.valueOf(bodies.peek()))).isEqualTo(AlpacaJson.read(
                "{\"qty\":\"12\",\"limit_price\":\"188\",\"client_order_id\":\"" + NEXT + "\"}"));
    }

    @Test
    void looksAnOrderUpWithItsFillsOverPages() throws IOException {
        says("GET /v2/orders:by_client_order_id", "order_partially_filled");
        says("GET /v2/account/activities/FILL", "fills_first_page", "fills_last_page", "none");

        VenueAnswer answer = provider.lookUp(new LookUp(ROUTE, null, AAPL, Instant.EPOCH));

        VenueOrder order = ((VenueAnswer.Found) answer).order();
        assertThat(order.terms().sameAs(TERMS)).isTrue();
        assertThat(order.createdAt()).isEqualTo(Instant.parse("2026-03-10T14:31:02.118203Z"));
        assertThat(order.history()).containsExactly(new ProviderEvent.Acknowledged(ROUTE, ID, null, SUBMITTED),
                fill("4", "4", "187.38", "2026-03-10T14:31:05.123Z"),
                fill("7", "3", "187.4", "2026-03-10T14:31:06.456Z"));
    }

    private static ProviderEvent fill(String cumQty, String lastQty, String lastPx, String at) {
        return new ProviderEvent.Filled(ROUTE, new dev.fixway.engine.domain.FillId("c" + cumQty), Qty.of(lastQty),
                Price.of(lastPx), null, Instant.parse(at));
    }

    @Test
    void listsOpenOrders() throws IOException {
        says("GET /v2/orders", "orders", "none");

        assertThat(provider.openOrders()).extracting(VenueOrder::clientId)
                .containsExactly(ROUTE.value(), "web-4711");
    }

    @Test
    void showsAnAccountWithAndWithoutTheFieldsThatWereRemoved() throws IOException {
        says("GET /v2/positions", "positions");
        says("GET /v2/account", "account", "account_with_day_trades");
        AccountFigures expected = new AccountFigures(new BigDecimal("84210.55"), new BigDecimal("100342.10"),
                new BigDecimal("8065.78"), new BigDecimal("168421.10"), new BigDecimal("129.00"), "USD");

        assertThat(provider.market().account()).isEqualTo(expected);
        assertThat(provider.market().account()).isEqualTo(expected);
    }

    @Test
    void showsPositionsLongShortAndWithoutAPrice() throws IOException {
        says("GET /v2/positions", "positions");

        List<VenuePosition> positions = provider.market().positions();

        assertThat(positions).extracting(VenuePosition::id, VenuePosition::side, p -> p.quantity().toString())
                .containsExactly(org.assertj.core.groups.Tuple.tuple("BTC/USD_position", Side.BUY, "0.249375"),
                        org.assertj.core.groups.Tuple.tuple("TSLA_position", Side.SELL, "5"));
        assertThat(positions.getFirst().currentPx()).isEqualByComparingTo(Price.of("64688.0"));
        assertThat(positions.getFirst().unrealizedPnl()).isEqualByComparingTo("141.50");
    }

    @Test
    void quotesSharesAndCrypto() throws IOException {
        says("GET /v2/stocks/AAPL/quotes/latest", "quote_stock");
        says("GET /v2/stocks/AAPL/trades/latest", "trade_stock");
        says("GET /v1beta3/crypto/us/latest/quotes", "quotes_crypto");

        Quote shares = provider.market().quote(AAPL);
        Quote crypto = provider.market().quote(BTC);

        assertThat(List.of(shares.bid(), shares.ask(), shares.last())).containsExactly(Price.of("187.3"),
                Price.of("187.34"), Price.of("187.32"));
        assertThat(List.of(crypto.bid(), crypto.ask(), crypto.last())).containsExactly(Price.of("64680.1"),
                Price.of("64695.9"), Price.of("64688.00"));
    }

    @Test
    void readsBarsOverPagesAndNone() throws IOException {
        says("GET /v2/stocks/AAPL/bars", "bars_stock_first_page", "bars_stock_last_page", "bars_null");
        says("GET /v1beta3/crypto/us/bars", "bars_crypto");
        Instant start = Instant.parse("2026-03-10T14:00:00Z");

        assertThat(provider.market().bars(new BarQuery(AAPL, Timeframe.M5, start, start.plusSeconds(3600), 10)))
                .extracting(Bar::start)
                .containsExactly(start.plusSeconds(300), start.plusSeconds(600));
        assertThat(provider.market().bars(new BarQuery(AAPL, Timeframe.M5, start, start.plusSeconds(3600), 10)))
                .isEmpty();
        assertThat(provider.market().bars(new BarQuery(BTC, Timeframe.H1, start, start.plusSeconds(7200), 10)))
                .singleElement()
                .satisfies(bar -> assertThat(bar.volume()).isEqualByComparingTo(Qty.of("12.5")));
    }
}
