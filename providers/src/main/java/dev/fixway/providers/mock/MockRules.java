package dev.fixway.providers.mock;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.ProviderCall;
import org.jspecify.annotations.Nullable;

/// What the mock refuses: only what cannot be traded at all. Pure.
final class MockRules {
    private MockRules() {}

    /// Why new terms are refused; null when they are not.
    static Outcome.@Nullable Rejected refusal(ProviderCall.Submit call) {
        return refusalOf(call, call.terms());
    }

    /// Why a change is refused; null when it is not. Type and time in force stay as they were.
    static Outcome.@Nullable Rejected refusal(ProviderCall.Replace call, Terms before) {
        Terms after = call.newTerms();
        if (after.ordType() != before.ordType() || after.timeInForce() != before.timeInForce()) {
            return rejected(call, RejectReason.UNSUPPORTED, "mock changes quantity and prices only");
        }
        return refusalOf(call, after);
    }

    static Outcome.Rejected rejected(ProviderCall call, RejectReason reason, String text) {
        return new Outcome.Rejected(call.routeId(), reason, text);
    }

    private static Outcome.@Nullable Rejected refusalOf(ProviderCall call, Terms terms) {
        if (terms.cashOrderQty() != null) {
            return rejected(call, RejectReason.UNSUPPORTED, "mock takes no orders by amount");
        }
        if (terms.orderQty().isZero()) {
            return rejected(call, RejectReason.INCORRECT_QTY, "mock takes no order without quantity");
        }
        boolean needsLimit = terms.ordType() == OrdType.LIMIT || terms.ordType() == OrdType.STOP_LIMIT;
        boolean needsStop = terms.ordType() == OrdType.STOP || terms.ordType() == OrdType.STOP_LIMIT;
        if (isMissing(needsLimit, terms.price()) || isMissing(needsStop, terms.stopPx())) {
            return rejected(call, RejectReason.INVALID_PRICE, "mock needs the prices of order type " + terms.ordType());
        }
        return null;
    }

    private static boolean isMissing(boolean isNeeded, @Nullable Price price) {
        return isNeeded && price == null;
    }
}
