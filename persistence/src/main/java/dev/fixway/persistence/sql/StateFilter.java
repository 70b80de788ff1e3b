package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.Party;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which orders a question about their state at a time is about; null means any.
///
/// - `id`: as in [EventFilter]; without one the orders that were open then
/// - `session`: who entered the order: a FIX session (whole, or what follows its `->`) or API client
/// - `asOf`: what was recorded until then counts, the moment itself included
public record StateFilter(@Nullable String id, @Nullable String session, @Nullable String account,
        @Nullable String symbol, @Nullable String provider, Instant asOf) {

    /// Whether an order, as it stood then, fits.
    boolean matches(Order order) {
        Party party = order.intent().party();
        return (id != null || !order.isTerminal())
                && (session == null || session.equals(party.name())
                        || session.equals(EventSessions.shortened(party.name())))
                && (account == null || account.equals(party.account().value()))
                && (symbol == null || symbol.equals(order.intent().symbol().value()))
                && (provider == null || provider.equals(order.intent().provider().value()));
    }
}
