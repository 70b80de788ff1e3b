package dev.fixway.engine.order;

import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.risk.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who made an event happen, when, and by which message.
///
/// - `source`: `LIVE`, or `RECOVERED` for what was found out after the fact
/// - `risk`: what the controls said; null where none was asked
record Cause(Party actor, Instant at, @Nullable Arrival arrival, String source, @Nullable Decision risk) {
    Cause(Party actor, Instant at, @Nullable Arrival arrival, String source) {
        this(actor, at, arrival, source, null);
    }

    static Cause live(Party actor, Instant at) {
        return new Cause(actor, at, null, "LIVE");
    }

    static Cause of(Party actor, Arrival arrival) {
        return new Cause(actor, arrival.receivedAt(), arrival, "LIVE");
    }

    Cause checked(@Nullable Decision decision) {
        return new Cause(actor, at, arrival, source, decision);
    }

    Cause recovered() {
        return new Cause(actor, at, arrival, "RECOVERED");
    }
}
