package dev.fixway.engine.codec;

import dev.fixway.engine.domain.Command;
import org.jspecify.annotations.Nullable;

/// What became of an application message that the dictionary let through.
public sealed interface Reading {

    /// A command for the engine; it may carry a refusal, which the engine records and answers.
    record Understood(Command command) implements Reading {}

    /// Nothing for the engine: answered by BusinessMessageReject(j) at once.
    ///
    /// - `reason`: BusinessRejectReason(380)
    /// - `refId`: the message's ClOrdID(11) or MassStatusReqID(584), for 379
    record NotForUs(int reason, @Nullable String refId, String text) implements Reading {
        static final int OTHER = 0;
        static final int NOT_AUTHORISED = 6;
        static final int DELIVER_TO_NOT_AVAILABLE = 7;
    }
}
