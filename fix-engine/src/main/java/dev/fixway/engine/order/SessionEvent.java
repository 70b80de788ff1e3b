package dev.fixway.engine.order;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.ledger.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened to a FIX session and belongs in the ledger.
public record SessionEvent(EventType type, String session, AccountId account, @Nullable String remoteAddr, String text,
        Instant at) {}
