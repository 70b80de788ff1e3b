package dev.fixway.engine.provider;

import java.math.BigDecimal;

/// What the account is worth, in its currency.
///
/// - `balance`: cash
/// - `equity`: cash and what the positions are worth
public record AccountFigures(BigDecimal balance, BigDecimal equity, BigDecimal marginUsed, BigDecimal marginAvailable,
        BigDecimal unrealizedPnl, String currency) {}
