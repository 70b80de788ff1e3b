package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.Exits;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Refusal;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What the venue is known to refuse, said before anything is sent. What depends on the instrument or the account is
/// the venue's to say.
final class AlpacaRules {
    private static final int QTY_DIGITS_MAX = 9;
    private static final int AMOUNT_DIGITS_MAX = 2;
    private static final int TICK_DIGITS_FROM_ONE = 2;
    private static final int TICK_DIGITS_BELOW_ONE = 4;

    private AlpacaRules() {}

    /// Pairs of currencies have a slash.
    static boolean isCrypto(Symbol symbol) {
        return symbol.value().indexOf('/') >= 0;
    }

    /// Null when nothing speaks against it.
    static @Nullable Refusal objection(Symbol symbol, Terms terms) {
        Refusal qty = ofQty(terms);
        if (qty != null) {
            return qty;
        }
        return isCrypto(symbol) ? ofCrypto(terms) : ofStock(terms);
    }

    /// The same for an order with exits: whole shares that rest, and exits at prices that exist.
    static @Nullable Refusal objection(Symbol symbol, Terms terms, @Nullable Exits exits) {
        Refusal objection = objection(symbol, terms);
        if (objection != null || exits == null) {
            return objection;
        }
        if (isCrypto(symbol)) {
            return new Refusal(RejectReason.UNSUPPORTED, "alpaca keeps stop loss and take profit for shares only");
        }
        if (terms.cashOrderQty() != null || digits(terms.orderQty().value()) > 0) {
            return new Refusal(RejectReason.INCORRECT_QTY,
                    "alpaca keeps stop loss and take profit for whole shares only");
        }
        if (isImmediate(terms)) {
            return new Refusal(RejectReason.UNSUPPORTED,
                    "alpaca keeps stop loss and take profit for DAY and GTC orders, not " + terms.timeInForce());
        }
        return ofTicks(exits.stopLoss(), exits.takeProfit());
    }

    private static boolean isImmediate(Terms terms) {
        return terms.timeInForce() == TimeInForce.IOC || terms.timeInForce() == TimeInForce.FOK;
    }

    private static @Nullable Refusal ofTicks(@Nullable Price... prices) {
        for (Price price : prices) {
            if (price != null && !isOnTick(price)) {
                return new Refusal(RejectReason.INVALID_PRICE,
                        "a price from 1 on has at most 2 decimals, below at most 4");
            }
        }
        return null;
    }

    /// The same for the terms of a replace.
    static @Nullable Refusal objectionToReplace(Symbol symbol, Terms terms) {
        return terms.cashOrderQty() == null
                ? objection(symbol, terms)
                : new Refusal(RejectReason.UNSUPPORTED, "alpaca does not change an order by amount");
    }

    private static @Nullable Refusal ofQty(Terms terms) {
        Qty amount = terms.cashOrderQty();
        if (amount != null && digits(amount.value()) > AMOUNT_DIGITS_MAX) {
            return new Refusal(RejectReason.INCORRECT_QTY, "an amount has at most 2 decimals");
        }
        return digits(terms.orderQty().value()) > QTY_DIGITS_MAX
                ? new Refusal(RejectReason.INCORRECT_QTY, "a quantity has at most 9 decimals")
                : null;
    }

    private static @Nullable Refusal ofCrypto(Terms terms) {
        if (terms.ordType() == OrdType.STOP) {
            return new Refusal(RejectReason.UNSUPPORTED, "alpaca has no stop orders for crypto, only stop limit");
        }
        return switch (terms.timeInForce()) {
            case GTC, IOC -> null;
            case DAY, FOK -> new Refusal(RejectReason.UNSUPPORTED,
                    "alpaca takes crypto as GTC or IOC, not " + terms.timeInForce());
        };
    }

    private static @Nullable Refusal ofStock(Terms terms) {
        Refusal offTick = ofTicks(terms.price(), terms.stopPx());
        if (offTick != null) {
            return offTick;
        }
        if (isImmediate(terms) && (terms.ordType() == OrdType.STOP || terms.ordType() == OrdType.STOP_LIMIT)) {
            return new Refusal(RejectReason.UNSUPPORTED, "alpaca has no stops that are IOC or FOK");
        }
        boolean isPart = terms.cashOrderQty() != null || digits(terms.orderQty().value()) > 0;
        if (isPart && terms.timeInForce() != TimeInForce.DAY) {
            return new Refusal(RejectReason.INCORRECT_QTY, "alpaca takes parts of shares and amounts for the DAY only");
        }
        return null;
    }

    private static boolean isOnTick(Price price) {
        int most = price.value().compareTo(BigDecimal.ONE) >= 0 ? TICK_DIGITS_FROM_ONE : TICK_DIGITS_BELOW_ONE;
        return digits(price.value()) <= most;
    }

    private static int digits(BigDecimal value) {
        return Math.max(0, value.stripTrailingZeros().scale());
    }
}
