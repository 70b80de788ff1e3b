package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// Which open orders an OrderMassStatusRequest(AF) asks about: all of the account, or those of a symbol, of a side.
///
/// - `massStatusReqId`: 584, which every answer repeats
public record MassStatusQuestion(String massStatusReqId, @Nullable Symbol symbol, @Nullable Side side) {

    /// Whether an order of the account is meant.
    public boolean isAbout(Order order) {
        return !order.isOver() && (symbol == null || symbol.equals(order.intent().symbol()))
                && (side == null || side == order.intent().side());
    }
}
