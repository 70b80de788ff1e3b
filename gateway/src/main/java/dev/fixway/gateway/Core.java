package dev.fixway.gateway;

import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.order.EngineStatus;
import dev.fixway.engine.order.OrderDesk;
import dev.fixway.engine.order.OrderEngine;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.session.FixServer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a failed commit takes down and a recovery makes anew: providers, engine and FIX edge. What it knows it knows
/// from the ledger, which outlives it.
final class Core implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Core.class);
    private static final Duration FIX_PATIENCE = Duration.ofSeconds(2);
    private final List<Provider> providers;
    private final OrderEngine engine;
    private final FixServer fix;
    private final LedgerReader reader;
    private boolean isClosed;

    /// - `engine`: recovered, not started
    Core(List<Provider> providers, OrderEngine engine, FixServer fix, LedgerReader reader) {
        this.providers = List.copyOf(providers);
        this.engine = engine;
        this.fix = fix;
        this.reader = reader;
    }

    List<Provider> providers() {
        return providers;
    }

    OrderEngine engine() {
        return engine;
    }

    /// Throws ProviderException when there is no such provider.
    MarketDesk market(ProviderId id) {
        return providers.stream()
                .filter(provider -> provider.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProviderException("there is no provider " + id))
                .market();
    }

    FixServer fix() {
        return fix;
    }

    /// Decides, connects and accepts from now on; false when not even the start could be recorded.
    ///
    /// - `outage`: what kept the core before it from recording; empty for the first one
    /// - `first`: decided before anything that clients ask; null for nothing
    boolean start(String outage, @Nullable Command first) throws InterruptedException {
        engine.start(fix.sessionsPort(), outage);
        if (!engine.awaitBegin()) {
            return false;
        }
        if (first != null && engine.offer(first) != OrderDesk.Admission.TAKEN) {
            return false;
        }
        fix.start(engine, reader, engine.sessionMarks().values());
        return true;
    }

    boolean hasFailed() {
        return engine.status().state() == EngineStatus.State.FAILED;
    }

    /// Ends the streams and calls to venues; what they were doing is asked for at the next start.
    void leaveVenues() {
        providers.forEach(provider -> quietly("provider", provider::close));
    }

    /// Logs FIX sessions out, records the stop if the engine still decides, and leaves the venues.
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        quietly("fix", () -> fix.stop(FIX_PATIENCE));
        quietly("engine", engine::close);
        leaveVenues();
    }

    /// Closes a part; what goes wrong keeps nothing else from being closed.
    static void quietly(String part, Runnable close) {
        try {
            close.run();
        } catch (RuntimeException e) {
            LOG.warn("could not be closed part={}", part, e);
        }
    }
}
