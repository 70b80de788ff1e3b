package dev.fixway.bridge.rest;

import dev.fixway.bridge.auth.KeyCheck;
import dev.fixway.bridge.stream.EventStream;
import dev.fixway.bridge.stream.StreamHome;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.order.OrderDesk;
import dev.fixway.engine.provider.MarketDesk;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;

/// The Trading API's HTTP server.
///
/// It listens from [#start] on, whether or not the engine decides: orders are refused until it does.
public final class RestServer {
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);
    /// With clients of the stream less: their goodbye takes its time too, and the whole end 2 s.
    private static final long STREAM_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
    private static final long ANNOUNCED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long ECHO_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long SWEEP_MILLIS = 250;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final HttpSettings settings;
    private final RestHandler handler;
    private final Deadlines deadlines;
    private final Connections connections;
    private final EventStream stream;
    private final Function<Executor, StreamHome> home;
    private @Nullable HttpListener listener;
    private XnioExecutor.@Nullable Key sweeping;

    /// What the server serves from.
    ///
    /// - `readiness`: what `/readyz` says; asked on the I/O thread, must not block
    /// - `markets`: account, positions and prices of a provider of the edge
    /// - `stream`: what clients of `/v1/ws` join
    public record Sources(OrderDesk desk, LedgerReader ledger, LedgerOps ledgerOps, Supplier<Readiness> readiness,
            Function<ProviderId, MarketDesk> markets, EventStream stream) {}

    public RestServer(HttpSettings settings, RestEdge edge, Sources sources, TradingMetrics metrics,
            InstantSource clock) {
        this.settings = settings;
        this.deadlines = new Deadlines(settings.limits().engine(), metrics::nanos);
        this.connections = new Connections(settings.limits(), metrics::nanos);
        EngineDoor engine = new EngineDoor(sources.desk(), deadlines);
        LedgerLookups ledger = new LedgerLookups(sources.ledger());
        Correlations correlations = new Correlations();
        TradingApi api = new TradingApi();
        this.handler = new RestHandler(new KeyCheck(settings.apiKey()), new KeyCheck(edge.operatorToken()),
                api.routes(), clock);
        api.addHealth(
                new Health(edge, settings.gitSha(), sources, handler::isStopping), metrics);
        OrderChanges changes = new OrderChanges(edge, engine, ledger);
        api.addOrders(new OrderEntry(new OrderIntents(edge), engine, ledger, correlations, metrics),
                new OrderQueries(edge, engine, ledger, correlations),
                new OrderLists(edge, engine, ledger, correlations),
                changes,
                new OrderCancels(edge, engine, ledger));
        api.addTrades(new TradeQueries(edge, ledger));
        VenueDoor venues = new VenueDoor(edge, sources.markets(), sources.desk(), deadlines);
        api.addAccount(new AccountQueries(venues, sources.desk()::status, metrics::nanos, clock),
                new BreakerEndpoints(metrics));
        api.addPrices(new PriceQueries(venues));
        api.addPositions(new PositionQueries(venues), new PositionCloses(edge, engine, venues, ledger),
                new AllPositionsClose(edge, engine, venues), new PositionExits(edge, engine, venues, changes));
        if (settings.showsDocs()) {
            api.addDocs(new DocsEndpoints());
        }
        api.addOps(new OpsEndpoints(sources.ledgerOps(), ledger), new OrdersOps(engine));
        api.addKill(new KillOps(engine));
        stream = sources.stream();
        api.addStream(new StreamUpgrade(stream, connections, ledger, handler::isStopping));
        home = ioThread -> new StreamHome(ioThread, edge.account(), edge.platforms(), new StreamObjects(correlations),
                clock, metrics::nanos, sources.ledger(), sources.markets());
        metrics.watch(sources.desk()::status);
        metrics.watchConnections(connections::count, connections::refusedCount);
        metrics.watchStream(stream::clients, stream::slowClients);
    }

    /// Binds the port and serves. Throws UncheckedIOException when the address cannot be had.
    public synchronized void start() {
        HttpListener opened = HttpListener.open(new InetSocketAddress(settings.host(), settings.port()), handler,
                connections);
        stream.open(home.apply(opened.ioThread()));
        sweeping = opened.ioThread().executeAtInterval(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        opened.beginAccepting();
        listener = opened;
    }

    private void sweep() {
        deadlines.sweep();
        connections.sweep();
        stream.sweep();
    }

    /// The port that is bound.
    public synchronized int port() {
        if (listener == null) {
            throw new IllegalStateException("not started");
        }
        return listener.port();
    }

    /// Stops accepting, lets requests under way finish, says goodbye to the stream's clients, then closes what is open.
    /// Blocks until done: with clients at most [#GRACE_NANOS] and the rest of their goodbye, else the former.
    public synchronized void stop() {
        if (listener == null) {
            return;
        }
        listener.stopAccepting();
        handler.stopping();
        awaitOwnTurn(listener);
        long startNanos = System.nanoTime();
        if (stream.clients() > 0) {
            await(startNanos + STREAM_GRACE_NANOS, () -> connections.serving() == 0);
            listener.ioThread().execute(stream::announceEnd);
            await(System.nanoTime() + ANNOUNCED_NANOS, () -> stream.clients() == 0);
            listener.ioThread().execute(stream::end);
            await(System.nanoTime() + ECHO_NANOS, () -> stream.clients() == 0);
        }
        await(startNanos + GRACE_NANOS, () -> connections.serving() == 0);
        if (sweeping != null) {
            sweeping.remove();
        }
        listener.close();
        listener = null;
    }

    private static void await(long endNanos, BooleanSupplier isOver) {
        while (!isOver.getAsBoolean() && System.nanoTime() - endNanos < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /// What the I/O thread has already read is under way when this returns.
    private static void awaitOwnTurn(HttpListener open) {
        CountDownLatch turn = new CountDownLatch(1);
        open.ioThread().execute(turn::countDown);
        try {
            turn.await(GRACE_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
