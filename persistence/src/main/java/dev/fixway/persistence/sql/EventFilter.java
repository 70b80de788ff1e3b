package dev.fixway.persistence.sql;

import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which events a question is about; null or empty means any.
///
/// - `id`: OrderID(37), ClOrdID(11) of an order or request, route id, the venue's order or fill id, ExecID(17)
/// - `session`: a FIX session (whole, or what follows its `->`) or API client: who acted, or whose report it is
/// - `from` (inclusive), `to` (exclusive): when it happened, the event's `event_time`
public record EventFilter(@Nullable String id, Set<EventType> types, @Nullable String session,
        @Nullable String account, @Nullable String symbol, @Nullable String provider, @Nullable Instant from,
        @Nullable Instant to) {
    public EventFilter {
        types = Set.copyOf(types);
    }

    /// Everything that an id leads to.
    public static EventFilter ofId(String id) {
        return new EventFilter(id, Set.of(), null, null, null, null, null, null);
    }

    /// Whether an event fits, its id aside.
    boolean matches(LedgerEvent event) {
        return (types.isEmpty() || types.contains(event.type()))
                && is(account, event, LedgerField.ACCOUNT)
                && is(symbol, event, LedgerField.SYMBOL)
                && is(provider, event, LedgerField.PROVIDER)
                && (session == null || EventSessions.of(event).contains(session))
                && isInTime(event);
    }

    private static boolean is(@Nullable String wanted, LedgerEvent event, LedgerField field) {
        return wanted == null || wanted.equals(event.get(field));
    }

    private boolean isInTime(LedgerEvent event) {
        if (from == null && to == null) {
            return true;
        }
        Instant at = EventTimes.of(event, LedgerField.EVENT_TIME);
        return at != null && (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }
}
