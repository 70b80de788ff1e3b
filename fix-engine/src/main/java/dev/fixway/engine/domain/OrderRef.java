package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// How a client names an order.
///
/// - `orderId`: OrderID(37) as sent; finds any order of the account
/// - `clOrdId`: OrigClOrdID(41), or ClOrdID(11) of a status request; alone it finds only the party's own chain,
///   beside an `orderId` it must be the order's current id, as FIX shows it, or `NONE`
/// - `symbol`, `side`: must agree with the order's where given
public record OrderRef(@Nullable String orderId, @Nullable ClOrdId clOrdId, @Nullable Symbol symbol,
        @Nullable Side side) {

    /// By our own id.
    public static OrderRef byId(String orderId) {
        return new OrderRef(orderId, null, null, null);
    }
}
