package dev.fixway.providers.alpaca;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xnio.Options;
import tools.jackson.databind.node.ObjectNode;

/// Alpaca on a port of 127.0.0.1, as its documents describe it, with a book in a file: what it did before it was killed
/// it still knows afterwards. One address for trading REST, trading stream, market data and control ([PaperHands]).
///
/// Started by hand it trades by itself every 200 ms, in a folder of its own:
/// `java -cp … dev.fixway.providers.alpaca.AlpacaStandIn FILE PORT [FILL_EVERY_MS]`; see docs/providers/alpaca.md.
public final class AlpacaStandIn implements AutoCloseable {
    public static final Keys KEYS = new Keys("PKSTANDIN", "stand-in-secret");
    private final PaperBook book;
    private final PaperDesk desk;
    private final PaperStream stream;
    private final PaperTicks stocks = new PaperTicks(KEYS);
    private final PaperTicks crypto = new PaperTicks(KEYS);
    private final PaperHands hands;
    private final Undertow server;
    private final ScheduledExecutorService ticker;

    /// What it lets in.
    public record Keys(String key, String secret) {}

    /// How it behaves.
    ///
    /// - `port`: 0 takes a free one
    /// - `fillEvery`: zero leaves all filling to the test
    /// - `firstShare`: part of an order that its first fill takes
    /// - `pageMax`: longest page of a list
    /// - `requestsPerMinute`: before it answers 429
    public record Manner(int port, Duration fillEvery, BigDecimal firstShare, int pageMax, int requestsPerMinute) {
        public static final Manner BY_HAND = new Manner(0, Duration.ZERO, BigDecimal.ONE, 500, 1_000_000);

        public Manner at(int newPort) {
            return new Manner(newPort, fillEvery, firstShare, pageMax, requestsPerMinute);
        }
    }

    private AlpacaStandIn(Manner manner, Path file) {
        book = PaperBook.open(file, InstantSource.system());
        stream = new PaperStream(book, KEYS.key(), KEYS.secret());
        desk = new PaperDesk(book, stream, manner.firstShare());
        PaperScript script = new PaperScript();
        PaperRates rates = new PaperRates(InstantSource.system(), manner.requestsPerMinute());
        // One that trades by itself is played by hand: market orders need prices of now.
        PaperData data = new PaperData(manner.pageMax(), !manner.fillEvery().isZero());
        hands = new PaperHands(book, desk, stream, script, rates);
        server = Undertow.builder()
                .addHttpListener(manner.port(), "127.0.0.1")
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 65_536L)
                .setSocketOption(Options.REUSE_ADDRESSES, true)
                .setIoThreads(1)
                .setWorkerThreads(4)
                .setHandler(Handlers.path(new PaperHttp(book, desk, data, script, rates, KEYS))
                        .addExactPath("/control", hands)
                        .addExactPath("/stream", Handlers.websocket(stream))
                        .addExactPath("/v2/iex", Handlers.websocket(stocks))
                        .addExactPath("/v1beta3/crypto/us", Handlers.websocket(crypto)))
                .build();
        ticker = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("alpaca-stand-in").factory());
        server.start();
        long every = manner.fillEvery().toMillis();
        if (every > 0) {
            var _ = ticker.scheduleAtFixedRate(() -> {
                synchronized (book) {
                    desk.step();
                }
            }, every, every, TimeUnit.MILLISECONDS);
        }
    }

    /// Starts one on what its file says.
    public static AlpacaStandIn start(Manner manner, Path file) {
        return new AlpacaStandIn(manner, file);
    }

    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    }

    /// The gateway's settings for this one.
    public Map<String, String> settings() {
        String there = "127.0.0.1:" + port();
        return Map.of("ALPACA_API_KEY", KEYS.key(), "ALPACA_API_SECRET", KEYS.secret(), "ALPACA_BASE_URL",
                "http://" + there, "ALPACA_DATA_URL", "http://" + there, "ALPACA_STREAM_URL",
                "ws://" + there + "/stream", "ALPACA_DATA_STREAM_URL", "ws://" + there);
    }

    /// What goes wrong next.
    public void fault(PaperFault fault) {
        hands.make(new PaperHands.Command("fault", null, null, null, null, null, null, fault));
    }

    /// One of the verbs of [PaperHands] without anything else.
    public void make(String verb) {
        hands.make(PaperHands.Command.of(verb));
    }

    public void make(String verb, int count) {
        hands.make(PaperHands.Command.of(verb, count));
    }

    /// One of its verbs about an order.
    public void make(String verb, String order) {
        hands.make(PaperHands.Command.on(verb, order));
    }

    public void fill(String order, String quantity, String price) {
        hands.make(new PaperHands.Command("fill", order, quantity, price, null, null, null, null));
    }

    /// A fill as it can be taken back or changed.
    ///
    /// - `order`: client id of its order
    public record Fill(PaperOrder order, String id, BigDecimal qty) {}

    /// Fills of simple orders of those who listen which they can take back: they have heard of them by the ids that the
    /// venue will name, and will hear that.
    public List<Fill> changeableFills() {
        synchronized (book) {
            return stream.isWell()
                    ? book.standing().filter(stream::isHeard).map(this::fill).filter(this::isChangeable).toList()
                    : List.of();
        }
    }

    private Fill fill(ObjectNode fill) {
        return new Fill(Objects.requireNonNull(book.byId(fill.get("order_id").stringValue())),
                fill.get("id").stringValue(), new BigDecimal(fill.get("qty").stringValue()));
    }

    private boolean isChangeable(Fill fill) {
        return book.submissions().containsKey(fill.order().clientId()) && isSimple(fill.order());
    }

    /// What becomes of the others of a group, or of the order that took its place, no document says.
    private static boolean isSimple(PaperOrder order) {
        return "".equals(order.text("order_class")) && !order.status().equals("replaced");
    }

    public void bust(Fill fill) {
        hands.make(new PaperHands.Command("bust", fill.order().clientId(), null, null, null, fill.id(), null, null));
    }

    public void correct(Fill fill, String quantity, String price) {
        hands.make(new PaperHands.Command("correct", fill.order().clientId(), quantity, price, null, fill.id(), null,
                null));
    }

    /// How many fills were taken back or changed since the start, by client id.
    public Map<String, Integer> changes() {
        synchronized (book) {
            Map<String, Integer> changes = new TreeMap<>();
            book.orders()
                    .stream()
                    .filter(order -> book.changes(order) > 0)
                    .forEach(order -> changes.put(order.clientId(), book.changes(order)));
            return changes;
        }
    }

    public void place(String clientId, String symbol, String quantity) {
        hands.make(new PaperHands.Command("place", clientId, quantity, null, symbol, null, null, null));
    }

    public void place(String clientId, String symbol, String quantity, String price) {
        hands.make(new PaperHands.Command("place", clientId, quantity, price, symbol, null, null, null));
    }

    /// Sends anything to those who listen on the trading stream.
    public void say(String text) {
        hands.make(new PaperHands.Command("say", null, null, null, null, text, null, null));
    }

    /// An order becomes something by itself.
    public void become(String order, String status) {
        hands.make(new PaperHands.Command("become", order, null, null, null, status, null, null));
    }

    /// Does something while nothing else happens at the venue.
    public void alone(Runnable work) {
        synchronized (book) {
            work.run();
        }
    }

    /// Ends what still waits: what was held is confirmed or refused, what was halted works again, and the trading
    /// stream is well.
    ///
    /// - `confirms`: which of the held
    public void calmDown(Predicate<PaperOrder> confirms) {
        make("forget");
        for (String verb : new String[]{"miss", "reverse", "twice", "thin", "unknown", "shut", "freeze"}) {
            make(verb, 0);
        }
        alone(() -> book.orders().forEach(order -> desk.release(order, confirms.test(order))));
    }

    /// Sends anything to those who listen to prices of stocks, then cuts them off.
    public void endPrices(String text) {
        stocks.say(text);
        stocks.drop();
    }

    public @Nullable PaperOrder order(String clientId) {
        synchronized (book) {
            return book.byClientId(clientId);
        }
    }

    /// The order whose exit another one is; null for none.
    public @Nullable PaperOrder entryOf(PaperOrder order) {
        synchronized (book) {
            String entry = book.parentOf(order.id());
            return entry == null ? null : book.byId(entry);
        }
    }

    public Collection<PaperOrder> orders() {
        synchronized (book) {
            return book.orders();
        }
    }

    /// How often each client id was submitted, taken or not.
    public Map<String, Integer> submissions() {
        synchronized (book) {
            return book.submissions();
        }
    }

    public Map<String, BigDecimal> positions() {
        synchronized (book) {
            return book.positions();
        }
    }

    PaperTicks stocks() {
        return stocks;
    }

    PaperTicks crypto() {
        return crypto;
    }

    /// How often somebody began to listen to the trading stream.
    public int logons() {
        synchronized (book) {
            return stream.logons();
        }
    }

    public int listeners() {
        return stream.listeners();
    }

    /// Cuts every connection and stops.
    @Override
    public void close() {
        ticker.shutdownNow();
        synchronized (book) {
            stream.drop();
        }
        stocks.drop();
        crypto.drop();
        server.stop();
        synchronized (book) {
            book.close();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Duration every = Duration.ofMillis(args.length > 2 ? Long.parseLong(args[2]) : 200);
        AlpacaStandIn venue = start(new Manner(Integer.parseInt(args[1]), every, new BigDecimal("0.5"), 500, 200),
                Path.of(args[0]));
        venue.settings().forEach((name, value) -> System.out.println("export " + name + "=" + value));
        System.out.println("alpaca stand-in ready port=" + venue.port());
        Thread.currentThread().join();
    }
}
