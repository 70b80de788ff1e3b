package dev.fixway.engine.codec;

import static java.util.Map.entry;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Refusal;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import quickfix.FieldMap;

/// Reads type, size, prices and time in force of a D or G and keeps the first thing that is wrong with them.
///
/// What cannot be read is left out of the terms, so that a refused order can be recorded all the same.
final class TermsReader {
    /// Fields that change how an order trades and that no provider gets from us: refused, never ignored.
    private static final Map<Integer, String> UNSUPPORTED = Map.ofEntries(entry(18, "ExecInst"), entry(110, "MinQty"),
            entry(111, "MaxFloor"), entry(126, "ExpireTime"), entry(168, "EffectiveTime"), entry(210, "MaxShow"),
            entry(211, "PegOffsetValue"), entry(388, "DiscretionInst"), entry(389, "DiscretionOffsetValue"),
            entry(432, "ExpireDate"), entry(544, "CashMargin"), entry(583, "ClOrdLinkID"),
            entry(847, "TargetStrategy"));

    private final FieldMap message;
    private @Nullable Refusal refusal;

    TermsReader(FieldMap message) {
        this.message = message;
    }

    /// The first fault found so far; null while there is none.
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    void refuse(RejectReason reason, String text) {
        if (refusal == null) {
            refusal = new Refusal(reason, text);
        }
    }

    /// The terms of a new order: by quantity, or at the market by amount.
    Terms readNew() {
        Terms terms = read();
        if (message.isSetField(152) && terms.ordType() != OrdType.MARKET) {
            refuse(RejectReason.UNSUPPORTED, "CashOrderQty(152) is for market orders");
        }
        return terms;
    }

    /// The terms of a replace: an order by amount is not changed.
    Terms readReplace() {
        if (message.isSetField(152)) {
            refuse(RejectReason.UNSUPPORTED, "CashOrderQty(152) cannot be changed");
        }
        return read();
    }

    private Terms read() {
        OrdType ordType = ordType();
        TimeInForce timeInForce = timeInForce();
        refuseUnsupported();
        Qty cashOrderQty = cashOrderQty();
        Qty orderQty = cashOrderQty == null || message.isSetField(38) ? positive(38, "OrderQty") : Qty.ZERO;
        Price price = price(44, "Price", ordType == OrdType.LIMIT || ordType == OrdType.STOP_LIMIT);
        Price stopPx = price(99, "StopPx", ordType == OrdType.STOP || ordType == OrdType.STOP_LIMIT);
        return new Terms(ordType == null ? OrdType.MARKET : ordType, orderQty, cashOrderQty, price, stopPx,
                timeInForce);
    }

    private @Nullable OrdType ordType() {
        String code = Fields.textOr(message, 40, "");
        OrdType ordType = code.length() == 1 ? OrdType.ofCode(code.charAt(0)) : null;
        if (ordType == null) {
            refuse(RejectReason.UNSUPPORTED, "OrdType(40)=" + code + " is not supported");
        }
        return ordType;
    }

    private TimeInForce timeInForce() {
        String code = Fields.textOr(message, 59, "0");
        TimeInForce timeInForce = code.length() == 1 ? TimeInForce.ofCode(code.charAt(0)) : null;
        if (timeInForce == null) {
            refuse(RejectReason.UNSUPPORTED, "TimeInForce(59)=" + code + " is not supported");
            return TimeInForce.DAY;
        }
        return timeInForce;
    }

    private void refuseUnsupported() {
        // In the order of their tags.
        message.iterator().forEachRemaining(field -> {
            String name = UNSUPPORTED.get(field.getTag());
            if (name != null) {
                refuse(RejectReason.UNSUPPORTED, name + '(' + field.getTag() + ") is not supported");
            }
        });
        String handlInst = Fields.textOr(message, 21, "1");
        if (!"1".equals(handlInst)) {
            refuse(RejectReason.UNSUPPORTED, "HandlInst(21)=" + handlInst + " is not supported");
        }
    }

    /// The amount of an order by amount, which has no quantity of its own; null of any other.
    private @Nullable Qty cashOrderQty() {
        if (!message.isSetField(152)) {
            return null;
        }
        if (message.isSetField(38)) {
            refuse(RejectReason.INCORRECT_QTY, "OrderQty(38) and CashOrderQty(152): only one can be asked for");
        }
        return positive(152, "CashOrderQty");
    }

    private Qty positive(int tag, String name) {
        Qty qty = decimal(tag, name, RejectReason.INCORRECT_QTY, Qty::of);
        if (qty == null || qty.isZero()) {
            refuse(RejectReason.INCORRECT_QTY, name + '(' + tag + ") must be greater than 0");
            return Qty.ZERO;
        }
        return qty;
    }

    private @Nullable Price price(int tag, String name, boolean needed) {
        Price price = decimal(tag, name, RejectReason.INVALID_PRICE, Price::of);
        if (price == null) {
            if (needed && !message.isSetField(tag)) {
                refuse(RejectReason.UNSUPPORTED, name + '(' + tag + ") is required with this OrdType(40)");
            }
            return null;
        }
        if (!needed) {
            refuse(RejectReason.UNSUPPORTED, name + '(' + tag + ") is not allowed with this OrdType(40)");
        } else if (!price.isPositive()) {
            refuse(RejectReason.INVALID_PRICE, name + '(' + tag + ") must be greater than 0");
        }
        return price;
    }

    private <T> @Nullable T decimal(int tag, String name, RejectReason reason, Function<String, T> reader) {
        String text = Fields.text(message, tag);
        try {
            return text == null ? null : reader.apply(text);
        } catch (IllegalArgumentException e) {
            refuse(reason, name + '(' + tag + "): " + e.getMessage());
            return null;
        }
    }
}
