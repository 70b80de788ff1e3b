package dev.fixway.engine.provider;

import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrderIntent;
import java.util.EnumSet;
import java.util.Set;

/// What a client may ask for beside type, size, prices and time in force; a venue has it or its lack is named.
public enum Feature {
    POST_ONLY("post-only orders"),
    REDUCE_ONLY("reduce-only orders"),
    HIDDEN("hidden orders"),
    DISPLAY_QTY("a display quantity"),
    CASH_AMOUNT("orders by amount"),
    POSITION_ID("orders for a position id"),
    MARGIN_MODE("a margin mode per order"),
    LEVERAGE("a leverage per order"),
    // The venue itself keeps a stop loss and a take profit ready for what an order fills.
    EXITS("stop loss and take profit");

    private final String label;

    Feature(String label) {
        this.label = label;
    }

    /// How it is called in a refusal.
    public String label() {
        return label;
    }

    /// What this order asks for.
    public static Set<Feature> of(OrderIntent intent) {
        Handling handling = intent.handling();
        Set<Feature> asked = EnumSet.noneOf(Feature.class);
        add(asked, POST_ONLY, handling.postOnly());
        add(asked, REDUCE_ONLY, handling.reduceOnly());
        add(asked, HIDDEN, handling.hidden());
        add(asked, DISPLAY_QTY, handling.displayQty() != null);
        add(asked, CASH_AMOUNT, intent.terms().cashOrderQty() != null);
        add(asked, POSITION_ID, handling.positionId() != null);
        add(asked, MARGIN_MODE, handling.marginMode() != null);
        add(asked, LEVERAGE, handling.leverage() != null);
        add(asked, EXITS, handling.exits() != null);
        return asked;
    }

    private static void add(Set<Feature> asked, Feature feature, boolean isAsked) {
        if (isAsked) {
            asked.add(feature);
        }
    }
}
