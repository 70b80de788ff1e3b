package dev.fixway.engine.domain;

/// LastLiquidityInd(851): whether a fill added liquidity or removed it.
public enum Liquidity {
    ADDED,
    REMOVED
}
