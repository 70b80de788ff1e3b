package dev.fixway.engine.risk;

import dev.fixway.engine.domain.Refusal;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.market.LastPrices;
import org.jspecify.annotations.Nullable;

/// What the controls say about an order or a replace; part of the event that records it.
///
/// - `reference`: the price that a market order was valued at
public sealed interface Decision extends Check {
    LastPrices.@Nullable LastPrice reference();

    /// Within all limits.
    record Passed(LastPrices.@Nullable LastPrice reference) implements Decision {}

    /// Against a rule.
    ///
    /// - `limit`, `value`: of the rule and of the order, where the rule compares
    record Refused(RejectReason rule, String text, @Nullable String limit, @Nullable String value,
            LastPrices.@Nullable LastPrice reference)
            implements
                Decision {
        /// As its client is told: the rule by name first.
        public Refusal refusal() {
            return new Refusal(rule, rule.code() + ": " + text);
        }
    }

    /// Writes it into the row of the event.
    default void put(LedgerEvent.Builder row) {
        if (this instanceof Refused refused) {
            row.set(LedgerField.RISK_DECISION, "REJECTED")
                    .set(LedgerField.RISK_RULE, refused.rule().code())
                    .set(LedgerField.RISK_LIMIT, refused.limit())
                    .set(LedgerField.RISK_VALUE, refused.value());
        } else {
            row.set(LedgerField.RISK_DECISION, "PASSED");
        }
        LastPrices.LastPrice seen = reference();
        if (seen != null) {
            row.set(LedgerField.REFERENCE_PRICE, seen.price()).set(LedgerField.REFERENCE_PRICE_TIME, seen.at());
        }
    }
}
