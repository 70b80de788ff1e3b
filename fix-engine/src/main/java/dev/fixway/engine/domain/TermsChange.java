package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// What a client wants changed of an order's terms; null leaves a term as it is.
public record TermsChange(@Nullable Qty orderQty, @Nullable Price price, @Nullable Price stopPx) {

    public boolean isNothing() {
        return orderQty == null && price == null && stopPx == null;
    }

    /// The terms after the change.
    public Terms on(Terms terms) {
        return new Terms(terms.ordType(), orderQty == null ? terms.orderQty() : orderQty, terms.cashOrderQty(),
                price == null ? terms.price() : price, stopPx == null ? terms.stopPx() : stopPx, terms.timeInForce());
    }
}
