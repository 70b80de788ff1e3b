package dev.fixway.engine.session;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// Command-line clients for tests against acceptors that are not ours, and what they send.
final class FixClients {
    static final Terms MARKET = Terms.of(OrdType.MARKET, Qty.of("10"), null, null, TimeInForce.DAY);
    /// How long nothing more has to come.
    static final Duration QUIET = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private FixClients() {}

    /// The session that [PlainAcceptor] knows, without TLS and credentials.
    static FixTarget target(int port, FixVersion version) {
        return new FixTarget("127.0.0.1", port, version, "ME", "SERVER", null, null, false);
    }

    /// Logs on; what the client keeps is in this folder.
    static FixClient connect(FixTarget target, Path folder) {
        return connect(target, folder, PATIENCE, ClientListener.NONE);
    }

    static FixClient connect(FixTarget target, Path folder, Duration patience, ClientListener listener) {
        return FixClient.connect(target, folder.resolve("client"), InstantSource.system(), patience, listener);
    }
}
