package dev.fixway.engine.provider;

import dev.fixway.config.Setting;

/// Whether orders are worth real money.
public enum TradingMode {
    PAPER,
    LIVE;

    /// Adapters choose their addresses by it; that `live` comes from the real environment is checked before they are
    /// made.
    public static final Setting<TradingMode> SETTING = Setting.choice("GATEWAY_MODE", PAPER,
            "paper or live; live counts only in the real environment.");
}
