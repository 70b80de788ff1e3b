package dev.fixway.engine.reconcile;

import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.replay.TagValues;
import org.jspecify.annotations.Nullable;

/// What a session is sent for an event of the ledger, so that a log can be held against it field by field.
@FunctionalInterface
public interface ReportWire {
    /// The fields after the header; null when the event is not told.
    @Nullable
    TagValues of(LedgerEvent event, String session, boolean dropCopy);
}
