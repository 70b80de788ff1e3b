package dev.fixway.engine.domain;

/// What a venue says about an order in doubt, by the word of a person who has looked.
public sealed interface Resolution {

    /// It never took the order, or refused the request that is in doubt.
    record Rejected() implements Resolution {}

    /// The order is over, what remained of it was cancelled.
    record Canceled() implements Resolution {}

    /// The order is open; a cancel in doubt is called again.
    record Working() implements Resolution {}

    /// The order has traded.
    ///
    /// - `cumQty`: in all, what is known already included
    /// - `price`: of what is not known yet, on average
    record Filled(Qty cumQty, Price price) implements Resolution {}
}
