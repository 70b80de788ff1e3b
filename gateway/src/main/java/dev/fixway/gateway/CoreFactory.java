package dev.fixway.gateway;

import dev.fixway.config.Environment;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.order.CallWatch;
import dev.fixway.engine.order.EngineSettings;
import dev.fixway.engine.order.OrderEngine;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderFactory;
import dev.fixway.engine.risk.RiskControls;
import dev.fixway.engine.risk.RiskSettings;
import dev.fixway.engine.session.FixServer;
import dev.fixway.engine.session.FixSettings;
import dev.fixway.engine.session.Refusals;
import dev.fixway.engine.session.SessionsFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes [Core]s, one after the other. Settings and sessions file are read once: the core that comes back is the one
/// that went.
final class CoreFactory {
    private final Environment environment;
    private final Path dataDir;
    private final Ports ports;
    private final InstantSource clock;
    private final Streaming streaming;
    private final List<ProviderFactory> factories;
    private final EngineSettings engineSettings;
    private final RiskSettings riskSettings;
    private final FixSettings fixSettings;
    private final Refusals fixRefusals = new Refusals(System::nanoTime);
    private @Nullable SessionsFile sessions;
    private CallWatch calls = CallWatch.NONE;

    /// - `streaming`: watches every core
    ///
    /// Throws [dev.fixway.config.ConfigException] for what cannot be used.
    CoreFactory(Environment environment, Path dataDir, Ports ports, InstantSource clock,
            Streaming streaming) {
        this.streaming = streaming;
        this.environment = environment;
        this.dataDir = dataDir;
        this.ports = ports;
        this.clock = clock;
        factories = ProviderChoice.choose(environment);
        engineSettings = EngineSettings.read(environment);
        riskSettings = RiskSettings.read(environment);
        fixSettings = FixSettings.read(environment);
    }

    /// Who sees when the orders of all cores go to a venue; before the first core is made.
    void watchCalls(CallWatch watch) {
        calls = watch;
    }

    FixSettings fixSettings() {
        return fixSettings;
    }

    /// FIX connections that were closed or turned away, by all cores.
    Refusals fixRefusals() {
        return fixRefusals;
    }

    /// Adapters to the chosen venues, the default one first; connects nothing.
    List<Provider> providers() {
        List<Provider> providers = new ArrayList<>();
        try {
            factories.forEach(
                    factory -> providers.add(ports.provider().apply(factory.create(environment, dataDir, clock))));
            streaming.subscribe(providers);
            return providers;
        } catch (RuntimeException e) {
            providers.forEach(provider -> Core.quietly("provider", provider::close));
            throw e;
        }
    }

    /// Recovers a core from the ledger; starts nothing. Closes the providers when that is not possible.
    ///
    /// - `fixPort`: where FIX listens, 0 for any free port
    Core make(List<Provider> providers, Ledger ledger, int fixPort) {
        try {
            FixServer fix = new FixServer(fixSettings.at(fixPort), sessions(providers.getFirst()),
                    new FixServer.Home(dataDir, Boot.id()), clock, fixRefusals);
            fix.whenStored(ports.stored());
            OrderEngine engine = new OrderEngine(engineSettings, ledger, clock, fix.reportRouting(), providers);
            engine.feed(streaming.feed());
            engine.watchCalls(calls);
            engine.controls(controls(providers));
            return new Core(providers, engine, fix, ledger.reader());
        } catch (RuntimeException e) {
            providers.forEach(provider -> Core.quietly("provider", provider::close));
            throw e;
        }
    }

    /// The venues of a core were left because it has failed.
    void left(List<Provider> providers) {
        streaming.left(providers);
    }

    /// Of one engine: it counts messages.
    private RiskControls controls(List<Provider> providers) {
        Set<ProviderId> guarded = new HashSet<>();
        for (int i = 0; i < providers.size(); i++) {
            if (riskSettings.scope() == RiskSettings.Scope.ALL || !factories.get(i).isSimulation()) {
                guarded.add(providers.get(i).id());
            }
        }
        return new RiskControls(riskSettings, guarded, streaming.prices());
    }

    private SessionsFile sessions(Provider first) {
        SessionsFile read = sessions;
        if (read == null) {
            read = SessionsFile.read(fixSettings.config(), environment, first.id());
            sessions = read;
        }
        return read;
    }
}
