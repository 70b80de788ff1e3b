package dev.fixway.providers.mock;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import java.time.Instant;

/// One change of the book, written to the journal before anybody hears of it.
sealed interface MockRecord {

    /// Prices follow this seed from this moment on.
    record WalkStarted(long seed, Instant at) implements MockRecord {}

    /// An order is in the book; `number` makes its venue order id.
    ///
    /// - `reduces`: it may only make its position smaller
    record Placed(long number, RouteId routeId, Symbol symbol, Side side, Terms terms, Instant at, boolean reduces)
            implements
                MockRecord {
        Placed(long number, RouteId routeId, Symbol symbol, Side side, Terms terms, Instant at) {
            this(number, routeId, symbol, side, terms, at, false);
        }
    }

    /// A known route id was submitted again and refused. `submissions`: how often it has come in all.
    record Repeated(RouteId routeId, int submissions) implements MockRecord {}

    record Filled(RouteId routeId, FillId fillId, Qty lastQty, Price lastPx, Instant at) implements MockRecord {}

    /// The one decision is made, the price was not met: open for ever.
    record Rested(RouteId routeId) implements MockRecord {}

    /// The terms are now these; their quantity is never below what is filled.
    record Amended(RouteId routeId, Terms terms) implements MockRecord {}

    record Canceled(RouteId routeId, String text, Instant at) implements MockRecord {}

    /// A position as it stands, fills before this record included.
    record PositionSet(MockPosition position) implements MockRecord {}

    /// What a compacted journal still knows of the orders that it left out.
    ///
    /// - `lastNumber`: highest `number` given so far
    /// - `forgottenUpTo`: highest OrderID number of an order that was left out
    record Carried(long lastNumber, long forgottenUpTo) implements MockRecord {}
}
