package dev.fixway.engine.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a command reached us; evidence for the ledger.
///
/// - `remoteAddr`: the peer's address, null inside the process
/// - `msgType`: `D`, `F`, … or `POST /v1/orders`
/// - `raw`: the message as received, secrets masked, one character a byte (ISO-8859-1); cut by [RawMessage]
/// - `fix`: of a command from a FIX session
public record Arrival(Instant receivedAt, @Nullable String remoteAddr, String msgType, String raw,
        @Nullable FixOrigin fix) {

    /// Where in a FIX session a command stood.
    ///
    /// - `epoch`: rises with every reset of the session's numbers
    /// - `origSendingTime`: 122, null unless 43=Y
    public record FixOrigin(String session, int epoch, int msgSeqNum, boolean possDup, boolean possResend,
            @Nullable Instant origSendingTime) {}

    /// Whether the client says that it may have sent this before.
    public boolean isRepeat() {
        return fix != null && (fix.possDup() || fix.possResend());
    }

    /// A command that the engine gives itself.
    public static Arrival internal(Instant at) {
        return new Arrival(at, null, "", "", null);
    }
}
