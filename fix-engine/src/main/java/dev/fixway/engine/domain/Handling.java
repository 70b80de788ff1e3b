package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// How a venue shall handle an order, beside its terms; all optional.
///
/// - `displayQty`: visible part of an iceberg
/// - `positionId`, `marginMode`, `leverage`: as the REST client sent them
/// - `exits`: orders that the venue shall keep ready to close what this one fills
public record Handling(boolean reduceOnly, boolean postOnly, boolean hidden, @Nullable Qty displayQty,
        @Nullable String positionId,
        @Nullable String marginMode, @Nullable Qty leverage, @Nullable Exits exits) {
    /// Nothing special.
    public static final Handling PLAIN = new Handling(false, false, false, null, null, null, null);

    public Handling(boolean reduceOnly, boolean postOnly, boolean hidden, @Nullable Qty displayQty,
            @Nullable String positionId, @Nullable String marginMode, @Nullable Qty leverage) {
        this(reduceOnly, postOnly, hidden, displayQty, positionId, marginMode, leverage, null);
    }

    public Handling {
        if (positionId != null) {
            Texts.id("position id", positionId, 128);
        }
    }

    /// The same with these exits.
    public Handling withExits(@Nullable Exits newExits) {
        return new Handling(reduceOnly, postOnly, hidden, displayQty, positionId, marginMode, leverage, newExits);
    }

    /// Whether a repeat of the same order asks for the same.
    public boolean sameAs(Handling other) {
        boolean hasSameExits = exits == null ? other.exits == null : exits.sameAs(other.exits);
        return hasSameExits && withExits(null).equals(other.withExits(null));
    }
}
