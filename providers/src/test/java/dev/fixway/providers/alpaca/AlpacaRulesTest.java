package dev.fixway.providers.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Refusal;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is refused before it is sent, and what is not.
class AlpacaRulesTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"AAPL,MARKET,10,-,-,DAY,-", "AAPL,LIMIT,10,187.40,-,GTC,-",
            "AAPL,LIMIT,10,187.4000,-,GTC,-", "AAPL,LIMIT,10,0.1234,-,GTC,-",
            "AAPL,LIMIT,10,187.405,-,GTC,INVALID_PRICE", "AAPL,LIMIT,10,0.12345,-,GTC,INVALID_PRICE",
            "AAPL,STOP,10,-,187.405,GTC,INVALID_PRICE", "AAPL,STOP_LIMIT,10,180,181,GTC,-",
            "AAPL,STOP,10,-,180,IOC,UNSUPPORTED", "AAPL,STOP_LIMIT,10,180,181,FOK,UNSUPPORTED",
            "AAPL,MARKET,10,-,-,FOK,-", "AAPL,MARKET,0.5,-,-,DAY,-", "AAPL,LIMIT,0.5,187.4,-,DAY,-",
            "AAPL,LIMIT,0.5,187.4,-,GTC,INCORRECT_QTY", "AAPL,MARKET,0.1234567891,-,-,DAY,INCORRECT_QTY",
            "BTC/USD,MARKET,0.123456789,-,-,GTC,-", "BTC/USD,LIMIT,1,64000.123,-,IOC,-",
            "BTC/USD,STOP_LIMIT,1,64000,64001,GTC,-", "BTC/USD,STOP,1,-,64001,GTC,UNSUPPORTED",
            "BTC/USD,MARKET,1,-,-,DAY,UNSUPPORTED", "BTC/USD,MARKET,1,-,-,FOK,UNSUPPORTED"})
    void knowsWhatTheVenueRefuses(String symbol, OrdType type, String qty, @Nullable String price,
            @Nullable String stopPx, TimeInForce timeInForce, @Nullable RejectReason reason) {
        Terms terms = Terms.of(type, Qty.of(qty), price == null ? null : Price.of(price),
                stopPx == null ? null : Price.of(stopPx), timeInForce);

        assertThat(reason(AlpacaRules.objection(new Symbol(symbol), terms))).isEqualTo(reason);
    }

    @Test
    void takesAmountsForTheDayAndChangesNone() {
        Symbol symbol = new Symbol("AAPL");

        assertThat(AlpacaRules.objection(symbol, amount("500.25", TimeInForce.DAY))).isNull();
        assertThat(reason(AlpacaRules.objection(symbol, amount("500.255", TimeInForce.DAY)))).isEqualTo(
                RejectReason.INCORRECT_QTY);
        assertThat(reason(AlpacaRules.objection(symbol, amount("500", TimeInForce.GTC)))).isEqualTo(
                RejectReason.INCORRECT_QTY);
        assertThat(reason(AlpacaRules.objectionToReplace(symbol, amount("500", TimeInForce.DAY)))).isEqualTo(
                RejectReason.UNSUPPORTED);
    }

    private static Terms amount(String amount, TimeInForce timeInForce) {
        return new Terms(OrdType.MARKET, Qty.ZERO, Qty.of(amount), null, null, timeInForce);
    }

    private static @Nullable RejectReason reason(@Nullable Refusal refusal) {
        return refusal == null ? null : refusal.reason();
    }
}
