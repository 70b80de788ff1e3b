package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// How a venue shall handle an order, beside its terms; all optional.
///
/// - `displayQty`: visible part of an iceberg
/// - `positionId`, `marginMode`, `leverage`: as the REST client sent them
public record Handling(boolean reduceOnly, boolean postOnly, boolean hidden, @Nullable Qty displayQty,
        @Nullable String positionId,
        @Nullable String marginMode, @Nullable Qty leverage) {
    /// Nothing special.
    public static final Handling PLAIN = new Handling(false, false, false, null, null, null, null);

    public Handling {
        if (positionId != null) {
            Texts.id("position id", positionId, 128);
        }
    }
}
