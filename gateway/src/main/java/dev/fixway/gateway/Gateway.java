package dev.fixway.gateway;

import dev.fixway.bridge.rest.HttpSettings;
import dev.fixway.bridge.rest.Readiness;
import dev.fixway.bridge.rest.RestEdge;
import dev.fixway.bridge.rest.RestServer;
import dev.fixway.bridge.rest.TradingMetrics;
import dev.fixway.config.Environment;
import dev.fixway.config.Secret;
import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.WriterFencedException;
import dev.fixway.engine.order.EngineStatus;
import dev.fixway.engine.provider.Feature;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.session.FixServer;
import dev.fixway.engine.session.Refusals;
import dev.fixway.engine.session.SessionStatus;
import dev.fixway.persistence.query.Persistence;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running gateway: everything wired, started in the order in which it depends on each other, closed the other way
/// round.
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int TOKEN_BYTES = 32;
    /// Account of the Trading API.
    private static final AccountId REST_ACCOUNT = new AccountId("MAIN");

    private final GatewaySettings settings;
    private final HttpSettings http;
    private final Persistence persistence;
    private final CoreKeeper keeper;
    private final Streaming streaming;
    private final RestServer rest;
    private final RestEdge edge;
    private final Secret token;
    private final String fixHost;
    private final Optional<QuietCollector> collector;
    private boolean isClosed;

    private Gateway(Environment environment, Ports ports) {
        InstantSource clock = Clock.systemUTC();
        settings = GatewaySettings.read(environment);
        http = HttpSettings.read(environment);
        warnOfOpenDoors(http);
        streaming = new Streaming(environment);
        CoreFactory factory = new CoreFactory(environment, settings.dataDir(), ports, clock, streaming);
        OrderStages stages = new OrderStages(System::nanoTime, clock);
        factory.watchCalls(stages);
        fixHost = factory.fixSettings().host();
        persistence = Persistence.openSigned(settings.dataDir(), Persistence.Settings.read(environment), clock,
                ports.disk());
        try {
            List<Provider> providers = factory.providers();
            token = newToken();
            edge = edge(providers);
            TradingMetrics metrics = new TradingMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), edge);
            stages.into(metrics);
            Ledger ledger = new CountedLedger(ports.ledger().apply(persistence.ledger()), metrics, stages);
            keeper = new CoreKeeper(factory, ledger,
                    factory.make(providers, ledger, factory.fixSettings().port()));
            rest = rest(ledger, metrics, clock);
            watch(metrics, factory.fixRefusals());
            collector = QuietCollector.start(persistence.ledger()::headSeq);
        } catch (RuntimeException e) {
            persistence.close();
            throw e;
        }
    }

    private void watch(TradingMetrics metrics, Refusals refusals) {
        metrics.watchInbox(keeper::inboxSize);
        metrics.watchRestarts(keeper::restarts);
        for (Refusals.Reason reason : Refusals.Reason.values()) {
            metrics.watchFixRefusals(reason.name().toLowerCase(Locale.ROOT), () -> refusals.count(reason));
        }
        for (SessionStatus session : keeper.fixSessions()) {
            String name = session.name();
            metrics.watchFixSession(name, () -> keeper.fixSession(name).loggedOn(),
                    () -> keeper.fixSession(name).loggedOn() && !keeper.fixSession(name).direct(),
                    () -> keeper.fixSession(name).unwritten());
        }
        metrics.watchProviders(keeper::status, edge.platforms().keySet());
        metrics.watchHead(persistence.ledger()::headSeq);
        metrics.watchRoom(persistence::lacksRoom);
        metrics.watchCheckpoints(persistence::signedSeq, persistence::checkpointFailures);
        metrics.watchFollower(persistence::lag, persistence::followerFailures);
    }

    /// Starts a gateway: REST and FIX listen when this returns; orders are taken when a provider is ready.
    ///
    /// Throws [dev.fixway.config.ConfigException] and the other failures that [Main] turns into exit code 1.
    public static Gateway start(Environment environment, Ports ports) {
        AllSettings.checkNames(environment);
        FixServer.warmUp();
        Gateway gateway = new Gateway(environment, ports);
        try {
            gateway.begin();
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
        return gateway;
    }

    private static void warnOfOpenDoors(HttpSettings http) {
        if (http.apiKey() == null) {
            LOG.warn("authentication is off: whoever reaches {} can trade, set GATEWAY_API_KEY",
                    http.host().isAnyLocalAddress() ? "this machine from any network" : http.host().getHostAddress());
        }
    }

    private RestEdge edge(List<Provider> providers) {
        Map<ProviderId, String> platforms = new LinkedHashMap<>();
        Set<ProviderId> withExits = new HashSet<>();
        for (Provider provider : providers) {
            platforms.put(provider.id(), provider.platform());
            if (provider.capabilities().features().contains(Feature.EXITS)) {
                withExits.add(provider.id());
            }
        }
        return new RestEdge(REST_ACCOUNT, platforms, withExits, token, Version.text());
    }

    private RestServer rest(Ledger ledger, TradingMetrics metrics, InstantSource clock) {
        RestServer.Sources sources = new RestServer.Sources(keeper, ledger.reader(), new LedgerAnswers(persistence),
                () -> Readiness.of(keeper.status()), keeper::market, streaming.stream());
        return new RestServer(http, edge, sources, metrics, clock);
    }

    private void begin() {
        rest.start();
        keeper.start();
        RunFile.ofSelf(restUrl(), keeper.fixPort(), token).write(settings.dataDir());
    }

    /// Waits until the first provider takes orders, at most `GATEWAY_READY_TIMEOUT`; the line that says how things are.
    public String awaitReadyLine() throws InterruptedException {
        ProviderId first = edge.platforms().keySet().iterator().next();
        long endNanos = System.nanoTime() + settings.readyTimeout().toNanos();
        while (!keeper.status().isReady(first) && System.nanoTime() - endNanos < 0
                && keeper.status().state() != EngineStatus.State.FAILED) {
            Thread.sleep(Duration.ofMillis(10));
        }
        String state = keeper.status().isReady(first) ? "" : "(connecting)";
        return "fixway ready rest=" + restUrl() + " fix=" + fixAddress() + " provider=" + first + state + " ledger="
                + persistence.place();
    }

    /// Tells when another gateway has taken the ledger over: then this process must end.
    public void whenFenced(Consumer<WriterFencedException> listener) {
        persistence.whenFenced(listener);
    }

    /// Where REST listens.
    public String restUrl() {
        return "http://" + host(http.host().getHostAddress()) + ':' + rest.port();
    }

    /// Where FIX listens.
    public String fixAddress() {
        return fixHost + ':' + keeper.fixPort();
    }

    /// The FIX port.
    public int fixPort() {
        return keeper.fixPort();
    }

    /// How the engine is.
    public EngineStatus status() {
        return keeper.status();
    }

    Path dataDir() {
        return settings.dataDir();
    }

    private static String host(String address) {
        return address.contains(":") ? '[' + address + ']' : address;
    }

    private static Secret newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Secret.of(HexFormat.of().formatHex(bytes));
    }

    /// Stops taking, logs FIX sessions out, records the stop and closes everything. Calls under way stay recorded as
    /// sent.
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        collector.ifPresent(QuietCollector::close);
        Core.quietly("run file", () -> RunFile.remove(settings.dataDir()));
        Core.quietly("rest", rest::stop);
        Core.quietly("core", keeper::close);
        Core.quietly("ledger", persistence::close);
        LOG.info("gateway stopped");
    }
}
