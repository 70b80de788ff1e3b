package dev.fixway.providers.mock;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What becomes of an order when its moment has come. Pure.
final class MockMatcher {
    private static final int FRACTION_DIGITS_MAX = 28;

    /// Share of an order that its first tranche fills; null: all of it.
    private final @Nullable BigDecimal ratio;

    MockMatcher(@Nullable BigDecimal ratio) {
        this.ratio = ratio;
    }

    /// What follows for an order that is due, at a price. The condition is checked only before the first fill.
    ///
    /// - `room`: what it may fill at most, where its position bounds it; null for no bound
    List<MockRecord> decide(MockOrder order, Price px, @Nullable Qty room, Instant now) {
        boolean isImmediate = order.terms().timeInForce() == TimeInForce.IOC
                || order.terms().timeInForce() == TimeInForce.FOK;
        if (order.state() == MockOrder.State.REST_DUE) {
            return isImmediate ? List.of(end(order, now)) : within(order, order.leaves(), room, px, now);
        }
        if (!isMet(order.placed().side(), order.terms(), px)) {
            return List.of(isImmediate ? end(order, now) : new MockRecord.Rested(order.routeId()));
        }
        Qty leaves = order.leaves();
        Qty first = firstTranche(order, leaves);
        List<MockRecord> records = within(order, first, room, px, now);
        return isImmediate && first.compareTo(leaves) < 0 && records.size() == 1
                && records.getFirst() instanceof MockRecord.Filled
                        ? List.of(records.getFirst(), end(order, now))
                        : records;
    }

    /// Fills as much as there is room for; an order that finds too little room ends there.
    private static List<MockRecord> within(MockOrder order, Qty wanted, @Nullable Qty room, Price px, Instant now) {
        if (room == null || wanted.compareTo(room) <= 0) {
            return List.of(fill(order, wanted, px, now));
        }
        MockRecord end = new MockRecord.Canceled(order.routeId(), "reduce only: nothing is left to reduce", now);
        return room.isZero() ? List.of(end) : List.of(fill(order, room, px, now), end);
    }

    private static boolean isMet(Side side, Terms terms, Price px) {
        return switch (terms.ordType()) {
            case MARKET -> true;
            case LIMIT -> isWithinLimit(side, terms, px);
            case STOP -> isTriggered(side, terms, px);
            case STOP_LIMIT -> isTriggered(side, terms, px) && isWithinLimit(side, terms, px);
        };
    }

    private static boolean isWithinLimit(Side side, Terms terms, Price px) {
        int difference = px.compareTo(Objects.requireNonNull(terms.price()));
        return side == Side.BUY ? difference <= 0 : difference >= 0;
    }

    private static boolean isTriggered(Side side, Terms terms, Price px) {
        int difference = px.compareTo(Objects.requireNonNull(terms.stopPx()));
        return side == Side.BUY ? difference >= 0 : difference <= 0;
    }

    private Qty firstTranche(MockOrder order, Qty leaves) {
        if (ratio == null || order.terms().timeInForce() == TimeInForce.FOK) {
            return leaves;
        }
        BigDecimal exact = order.terms().orderQty().value().multiply(ratio).stripTrailingZeros();
        BigDecimal tranche = exact.setScale(Math.clamp(exact.scale(), 0, FRACTION_DIGITS_MAX), RoundingMode.DOWN);
        return tranche.signum() == 0 ? leaves : new Qty(tranche).min(leaves);
    }

    private static MockRecord fill(MockOrder order, Qty lastQty, Price px, Instant now) {
        return new MockRecord.Filled(order.routeId(), order.nextFillId(), lastQty, px, now);
    }

    private static MockRecord end(MockOrder order, Instant now) {
        return new MockRecord.Canceled(order.routeId(), order.terms().timeInForce() + ": not filled at once", now);
    }
}
