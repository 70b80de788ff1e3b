package dev.fixway.providers.standin;

import dev.fixway.engine.provider.Capabilities.Amends;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.xnio.Options;

/// A venue on a port of 127.0.0.1 whose book is in a file: what it told before it was killed it still knows afterwards.
///
/// - `POST /orders` a [StandInMessages.NewOrder] → 201 the order; `PATCH /orders/{clientId}` an
/// [StandInMessages.Amend], `DELETE /orders/{clientId}` → 202 the order: the request is taken, what became of it comes
/// on the stream
/// - `GET /orders/{clientId}` → 200, or 404 while it is hidden or unknown; `GET /orders?state=open` → a list
/// - the same three for one order under `/venue-orders/{venueId}`
/// - `GET /positions`; `GET /stream?from=N`: a WebSocket with every event after number N
/// - Refusals are 4xx with a [StandInMessages.Refusal]: 400 for JSON that is not exactly as it should be (unknown,
///   repeated or missing members, wrong types), 404 `unknown_order`, 409 `duplicate` and `too_late`, 422 for the rest
///   (`unknown_symbol`: only those of [StandInRules#SYMBOLS] trade; `quantity`, `price`, `unsupported`, `client_id`)
/// - `POST /control`: a [StandInHands.Command]; `GET /control`: everything that it knows
///
/// Every symbol trades at 100. What can trade does so with each step: by hand, or by itself every `fillEvery`.
public final class StandInVenue implements AutoCloseable {
    private final StandInBook book;
    private final StandInStream stream;
    private final Undertow server;
    private final ScheduledExecutorService ticker;

    /// How a stand-in behaves.
    ///
    /// - `port`: 0 takes a free one
    /// - `visibility`: how long look-ups do not show a new order
    /// - `fillEvery`: zero leaves all filling to the test
    /// - `firstShare`: part of an order that its first fill takes
    public record Manner(int port, Amends amends, Duration visibility, Duration fillEvery, BigDecimal firstShare) {}

    private StandInVenue(Manner manner, Path file) {
        book = StandInBook.open(file, InstantSource.system());
        StandInDesk desk = new StandInDesk(book, manner.amends(), manner.visibility());
        StandInMatcher matcher = new StandInMatcher(book, manner.firstShare());
        stream = new StandInStream(book);
        FaultScript script = new FaultScript();
        StandInHands hands = new StandInHands(book, desk, matcher, stream, script);
        server = Undertow.builder()
                .addHttpListener(manner.port(), "127.0.0.1")
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 65_536L)
                .setSocketOption(Options.REUSE_ADDRESSES, true)
                .setIoThreads(1)
                .setWorkerThreads(1)
                .setHandler(Handlers.path(new StandInHttp(book, desk, matcher, script))
                        .addExactPath("/control", new StandInControlHttp(book, hands, stream, desk))
                        .addExactPath("/stream", Handlers.websocket(stream)))
                .build();
        ticker = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("stand-in").factory());
        server.start();
        long every = manner.fillEvery().toMillis();
        if (every > 0) {
            var _ = ticker.scheduleAtFixedRate(() -> {
                synchronized (book) {
                    matcher.step();
                }
            }, every, every, TimeUnit.MILLISECONDS);
        }
    }

    /// Starts one on what its file says.
    public static StandInVenue start(Manner manner, Path file) {
        return new StandInVenue(manner, file);
    }

    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    }

    /// Cuts every connection and stops.
    @Override
    public void close() {
        ticker.shutdownNow();
        synchronized (book) {
            stream.drop();
        }
        server.stop();
        synchronized (book) {
            book.close();
        }
    }
}
