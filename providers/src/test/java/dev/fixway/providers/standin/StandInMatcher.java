package dev.fixway.providers.standin;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Fills what can trade at the one price of every symbol; guarded by the book's monitor.
final class StandInMatcher {
    static final BigDecimal PRICE = new BigDecimal("100");
    private final StandInBook book;
    private final BigDecimal firstShare;

    /// - `firstShare`: part of an order that its first fill takes; the next one takes the rest
    StandInMatcher(StandInBook book, BigDecimal firstShare) {
        this.book = book;
        this.firstShare = firstShare;
    }

    /// One more fill for every order that can trade.
    void step() {
        for (StandInOrder order : book.orders()) {
            if (order.isTradable()) {
                step(order);
            }
        }
    }

    private void step(StandInOrder order) {
        String timeInForce = order.terms().timeInForce();
        boolean isImmediate = timeInForce.equals("ioc") || timeInForce.equals("fok");
        if (trades(order)) {
            book.filled(order, quantity(order), PRICE.toPlainString());
        }
        if (isImmediate && order.isOpen()) {
            book.happened(order, "canceled", "not filled at once");
        }
    }

    private BigDecimal quantity(StandInOrder order) {
        BigDecimal share = order.leaves().multiply(firstShare).setScale(0, RoundingMode.DOWN);
        boolean isWhole = order.fillCount() > 0 || order.terms().timeInForce().equals("fok") || share.signum() == 0;
        return isWhole ? order.leaves() : share;
    }

    /// Fills all of an order now.
    void fillWhole(StandInOrder order) {
        if (order.leaves().signum() > 0) {
            book.filled(order, order.leaves(), PRICE.toPlainString());
        }
    }

    private static boolean trades(StandInOrder order) {
        if (order.leaves().signum() == 0 || order.terms().type().startsWith("stop")) {
            return false;
        }
        String price = order.terms().price();
        if (price == null) {
            return true;
        }
        int toMarket = new BigDecimal(price).compareTo(PRICE);
        return order.isBuy() ? toMarket >= 0 : toMarket <= 0;
    }
}
