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
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.order.EngineSettings;
import dev.fixway.engine.order.EngineStatus;
import dev.fixway.engine.order.OrderEngine;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.session.FixServer;
import dev.fixway.engine.session.FixSettings;
import dev.fixway.engine.session.SessionsFile;
import dev.fixway.persistence.query.Persistence;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running gateway: everything wired, started in the order in which it depends on each other, closed the other way round.
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration FIX_PATIENCE = Duration.ofSeconds(2);
    private static final int TOKEN_BYTES = 32;
    /// Account of the Trading API.
    private static final AccountId REST_ACCOUNT = new AccountId("MAIN");

    private final GatewaySettings settings;
    private final HttpSettings http;
    private final Persistence persistence;
    private final List<Provider> providers;
    private final OrderEngine engine;
    private final FixServer fix;
    private final RestServer rest;
    private final Map<String, SessionMark> marks;
    private final Secret token;
    private final Ledger ledger;
    private final String fixHost;
    private boolean isClosed;

    private Gateway(Environment environment, Ports ports) {
        InstantSource clock = Clock.systemUTC();
        settings = GatewaySettings.read(environment);
        http = HttpSettings.read(environment);
        FixSettings fixSettings = FixSettings.read(environment);
        fixHost = fixSettings.host();
        EngineSettings engineSettings = EngineSettings.read(environment);
        persistence = Persistence.open(settings.dataDir(), Persistence.Settings.read(environment));
        providers = new ArrayList<>();
        try {
            ProviderChoice.choose(environment)
                    .forEach(factory -> providers
                            .add(ports.provider().apply(factory.create(environment, settings.dataDir(), clock))));
            token = newToken();
            RestEdge edge = edge();
            TradingMetrics metrics = new TradingMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), edge);
            ledger = new CountedLedger(ports.ledger().apply(persistence.ledger()), metrics);
            ProviderId first = providers.getFirst().id();
            fix = new FixServer(fixSettings, SessionsFile.read(fixSettings.config(), environment, first),
                    new FixServer.Home(settings.dataDir(), Boot.id()), clock);
            fix.whenStored(ports.stored());
            engine = new OrderEngine(engineSettings, ledger, clock, fix.reportRouting(), providers);
            marks = engine.sessionMarks();
            rest = rest(edge, metrics, clock);
            metrics.watchInbox(engine::inboxSize);
        } catch (RuntimeException e) {
            providers.forEach(Provider::close);
            persistence.close();
            throw e;
        }
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

    private RestEdge edge() {
        Map<ProviderId, String> platforms = new LinkedHashMap<>();
        providers.forEach(provider -> platforms.put(provider.id(), provider.platform()));
        return new RestEdge(REST_ACCOUNT, platforms, token, Version.text());
    }

    private RestServer rest(RestEdge edge, TradingMetrics metrics, InstantSource clock) {
        RestServer.Sources sources = new RestServer.Sources(engine, ledger.reader(), new LedgerAnswers(persistence),
                () -> Readiness.of(engine.status()));
        return new RestServer(http, edge, sources, metrics, clock);
    }

    private void begin() {
        rest.start();
        engine.start(fix.sessionsPort());
        fix.start(engine, ledger.reader(), marks.values());
        new RunFile(ProcessHandle.current().pid(), restUrl(), fix.port(), token).write(settings.dataDir());
    }

    /// Waits until the first provider takes orders, at most `GATEWAY_READY_TIMEOUT`; the line that says how things are.
    public String awaitReadyLine() throws InterruptedException {
        ProviderId first = providers.getFirst().id();
        long endNanos = System.nanoTime() + settings.readyTimeout().toNanos();
        while (!engine.status().isReady(first) && System.nanoTime() - endNanos < 0
                && engine.status().state() != EngineStatus.State.FAILED) {
            Thread.sleep(Duration.ofMillis(10));
        }
        String state = engine.status().isReady(first) ? "" : "(connecting)";
        return "fixway ready rest=" + restUrl() + " fix=" + fixAddress() + " provider=" + first + state + " ledger="
                + settings.dataDir().resolve("ledger");
    }

    /// Where REST listens.
    public String restUrl() {
        return "http://" + host(http.host().getHostAddress()) + ':' + rest.port();
    }

    /// Where FIX listens.
    public String fixAddress() {
        return fixHost + ':' + fix.port();
    }

    /// The FIX port.
    public int fixPort() {
        return fix.port();
    }

    /// How the engine is.
    public EngineStatus status() {
        return engine.status();
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

    /// Stops taking, logs FIX sessions out, records the stop and closes everything. Calls under way stay recorded as sent.
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        quietly("run file", () -> RunFile.remove(settings.dataDir()));
        quietly("rest", rest::stop);
        quietly("fix", () -> fix.stop(FIX_PATIENCE));
        quietly("engine", engine::close);
        providers.forEach(provider -> quietly("provider", provider::close));
        quietly("ledger", persistence::close);
        LOG.info("gateway stopped");
    }

    private static void quietly(String part, Runnable close) {
        try {
            close.run();
        } catch (RuntimeException e) {
            LOG.warn("could not be closed part={}", part, e);
        }
    }
}
