package dev.fixway.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.market.LastPrices;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RiskControlsTest {
    private static final ProviderId VENUE = new ProviderId("venue");
    private static final ProviderId OTHER = new ProviderId("other");
    private static final Symbol SYMBOL = new Symbol("AAPL");
    private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");
    private final Map<Symbol, LastPrices.LastPrice> seen = new HashMap<>();

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private RiskControls controls(Map<String, String> settings) {
        return new RiskControls(RiskSettings.read(Environment.read(settings, folder)), Set.of(VENUE, OTHER),
                (_, symbol) -> seen.get(symbol));
    }

    private static OrderIntent intent(ProviderId provider, Terms terms, boolean reduceOnly) {
        Handling handling = new Handling(reduceOnly, false, false, null, null, null, null);
        return new OrderIntent(new Party(Edge.REST, "rest", new AccountId("MAIN")), null, SYMBOL, Side.BUY, terms,
                handling, provider);
    }

    private static OrderIntent order(Terms terms) {
        return intent(VENUE, terms, false);
    }

    private static Terms limit(String qty, String price) {
        return Terms.of(OrdType.LIMIT, Qty.of(qty), Price.of(price), null, TimeInForce.DAY);
    }

    private static Terms market(String qty) {
        return Terms.of(OrdType.MARKET, Qty.of(qty), null, null, TimeInForce.DAY);
    }

    /// `passed`, or the refusal as its client is told.
    private static String text(@Nullable Check check) {
        return switch (check) {
            case null -> "free";
            case Decision.Passed _ -> "passed";
            case Decision.Refused refused -> refused.refusal().text();
            case Check.Unpriced(Decision otherwise) -> "unpriced, else " + text(otherwise);
        };
    }

    @Test
    void limitsQuantityAndValueOfAnOrder() {
        RiskControls controls = controls(Map.of("RISK_ORDER_QTY_MAX", "100", "RISK_ORDER_VALUE_MAX", "1500"));
        Terms stop = Terms.of(OrdType.STOP, Qty.of("100"), null, Price.of("15.01"), TimeInForce.DAY);
        Terms amount = new Terms(OrdType.MARKET, Qty.ZERO, Qty.of("1500.01"), null, null, TimeInForce.DAY);

        assertThat(text(controls.entering(order(limit("100", "15")), false, false, NOW))).isEqualTo("passed");
        assertThat(text(controls.entering(order(limit("100.1", "1")), false, false, NOW)))
                .isEqualTo("MAX_ORDER_QTY: 100.1 is more than 100");
        assertThat(text(controls.entering(order(limit("100", "15.01")), false, false, NOW)))
                .isEqualTo("MAX_ORDER_VALUE: 1501.00 is more than 1500");
        assertThat(text(controls.entering(order(stop), false, false, NOW)))
                .isEqualTo("MAX_ORDER_VALUE: 1501.00 is more than 1500");
        assertThat(text(controls.entering(order(amount), false, false, NOW)))
                .isEqualTo("MAX_ORDER_VALUE: 1500.01 is more than 1500");
    }

    @Test
    void valuesMarketOrdersAtTheLastPrice() {
        RiskControls controls = controls(Map.of("RISK_ORDER_VALUE_MAX", "1500", "RISK_PRICE_MAX_AGE_MS", "5000"));

        assertThat(text(controls.entering(order(market("1")), false, false, NOW)))
                .startsWith("unpriced, else NO_PRICE: ");
        seen.put(SYMBOL, new LastPrices.LastPrice(Price.of("0"), NOW));
        assertThat(text(controls.entering(order(market("1")), false, false, NOW))).as("no price at all")
                .startsWith("unpriced, else NO_PRICE: ");
        seen.put(SYMBOL, new LastPrices.LastPrice(Price.of("15"), NOW.minusMillis(5_000)));
        assertThat(text(controls.entering(order(market("100")), false, false, NOW))).isEqualTo("passed");
        assertThat(text(controls.entering(order(market("101")), false, false, NOW)))
                .isEqualTo("MAX_ORDER_VALUE: 1515 is more than 1500");
        assertThat(text(controls.entering(order(market("1")), false, false, NOW.plusMillis(1))))
                .startsWith("unpriced, else STALE_PRICE: ");
    }

    @Test
    void valuesASellAtWhatIsPaidWhenItsLimitIsBelow() {
        RiskControls controls = controls(Map.of("RISK_ORDER_VALUE_MAX", "1500", "RISK_PRICE_MAX_AGE_MS", "5000"));
        OrderIntent sell = new OrderIntent(order(limit("101", "0.01")).party(), null, SYMBOL, Side.SELL,
                limit("101", "0.01"), Handling.PLAIN, VENUE);

        assertThat(text(controls.entering(sell, false, false, NOW))).as("no price is known")
                .isEqualTo("unpriced, else passed");
        seen.put(SYMBOL, new LastPrices.LastPrice(Price.of("15"), NOW));
        assertThat(text(controls.entering(sell, false, false, NOW)))
                .isEqualTo("MAX_ORDER_VALUE: 1515 is more than 1500");
        assertThat(text(controls.entering(order(limit("101", "0.01")), false, false, NOW))).as("a buy")
                .isEqualTo("passed");
    }

    @Test
    void valuesABuyStopBelowTheMarketAtTheMarket() {
        RiskControls controls = controls(Map.of("RISK_ORDER_VALUE_MAX", "1500"));
        Terms stop = Terms.of(OrdType.STOP, Qty.of("101"), null, Price.of("1"), TimeInForce.DAY);
        Terms stopLimit = Terms.of(OrdType.STOP_LIMIT, Qty.of("101"), Price.of("2"), Price.of("1"), TimeInForce.DAY);

        assertThat(text(controls.entering(order(stop), false, false, NOW))).isEqualTo("unpriced, else passed");
        controls.saw(VENUE, SYMBOL, new LastPrices.LastPrice(Price.of("15"), NOW));
        assertThat(text(controls.entering(order(stop), false, false, NOW)))
                .isEqualTo("MAX_ORDER_VALUE: 1515 is more than 1500");
        assertThat(text(controls.entering(order(stopLimit), false, false, NOW))).isEqualTo("passed");
    }

    @Test
    void takesTheNewerOfStreamedAndAskedPrices() {
        RiskControls controls = controls(Map.of("RISK_ORDER_VALUE_MAX", "1500", "RISK_PRICE_MAX_AGE_MS", "5000"));
        seen.put(SYMBOL, new LastPrices.LastPrice(Price.of("15"), NOW.minusMillis(2)));
        controls.saw(VENUE, SYMBOL, new LastPrices.LastPrice(Price.of("16"), NOW.minusMillis(1)));

        assertThat(text(controls.entering(order(market("100")), false, false, NOW)))
                .isEqualTo("MAX_ORDER_VALUE: 1600 is more than 1500");
        seen.put(SYMBOL, new LastPrices.LastPrice(Price.of("15"), NOW));
        assertThat(text(controls.entering(order(market("100")), false, false, NOW))).isEqualTo("passed");
        assertThat(text(controls.entering(intent(OTHER, market("100"), false), false, false, NOW)))
                .as("another venue's")
                .isEqualTo("passed");
    }

    @Test
    void countsAMessageOnce() {
        RiskControls controls = controls(Map.of("RISK_MESSAGES_PER_SECOND", "1", "RISK_MESSAGES_BURST", "1"));

        assertThat(text(controls.entering(order(market("1")), false, false, NOW))).startsWith("unpriced");
        assertThat(text(controls.entering(order(market("1")), false, true, NOW))).startsWith("unpriced");
        assertThat(text(controls.entering(order(market("1")), false, false, NOW))).startsWith("MESSAGE_RATE");
    }

    @Test
    void valuesAReplaceByAMarketOrder() {
        RiskControls controls = controls(Map.of("RISK_ORDER_VALUE_MAX", "1500"));
        Order cheap = Order.create(new OrderEvent.Received(OrderId.of("T3ST", 1), order(limit("200", "1"))), NOW);

        assertThat(text(controls.replacing(cheap, market("200"), false, NOW))).startsWith("unpriced, else NO_PRICE: ");
    }

    @Test
    void letsExitsPassWhateverTheirSize() {
        RiskControls controls = controls(Map.of("RISK_ORDER_QTY_MAX", "1"));

        assertThat(text(controls.entering(intent(VENUE, market("100"), true), true, false, NOW))).isEqualTo("passed");
    }

    @Test
    void leavesOtherProvidersAlone() {
        RiskControls controls = controls(Map.of("RISK_ORDER_QTY_MAX", "1"));

        assertThat(controls.entering(intent(new ProviderId("mock"), market("100"), false), false, false, NOW)).isNull();
    }

    @Test
    void limitsWhatAReplaceRaises() {
        RiskControls controls = controls(Map.of("RISK_ORDER_QTY_MAX", "100", "RISK_ORDER_VALUE_MAX", "1500"));
        Order large = Order.create(new OrderEvent.Received(OrderId.of("T3ST", 1), order(limit("200", "10"))), NOW);

        assertThat(text(controls.replacing(large, limit("150", "10"), false, NOW))).isEqualTo("passed");
        assertThat(text(controls.replacing(large, limit("200", "9"), false, NOW))).isEqualTo("passed");
        assertThat(text(controls.replacing(large, limit("201", "1"), false, NOW)))
                .isEqualTo("MAX_ORDER_QTY: 201 is more than 100");
        assertThat(text(controls.replacing(large, limit("199", "11"), false, NOW)))
                .isEqualTo("MAX_ORDER_VALUE: 2189 is more than 1500");
    }

    @Test
    void limitsTheMessagesOfAnAccount() {
        RiskControls controls = controls(Map.of("RISK_MESSAGES_PER_SECOND", "2", "RISK_MESSAGES_BURST", "3"));
        List<String> atOnce = IntStream.range(0, 4)
                .mapToObj(_ -> text(controls.entering(order(limit("1", "1")), false, false, NOW)))
                .toList();

        assertThat(atOnce).containsExactly("passed", "passed", "passed",
                "MESSAGE_RATE: account MAIN sends more than 2 a second");
        Instant later = NOW.plusMillis(500);
        assertThat(text(controls.entering(order(limit("1", "1")), false, false, later))).isEqualTo("passed");
        assertThat(text(controls.entering(order(limit("1", "1")), false, false, later.plusMillis(499))))
                .startsWith("MESSAGE_RATE");
        assertThat(text(controls.entering(order(limit("1", "1")), false, false, later.plusMillis(500))))
                .isEqualTo("passed");
        assertThat(text(controls.entering(order(limit("1", "1")), false, false, later.minusSeconds(60))))
                .startsWith("MESSAGE_RATE");
    }

    @Test
    void givesBackNoMoreThanABurst() {
        MessageRate rate = new MessageRate(1_000, 2, NOW);
        Instant later = NOW.plus(Duration.ofDays(40_000));

        assertThat(List.of(rate.take(NOW), rate.take(NOW), rate.take(NOW))).containsExactly(true, true, false);
        assertThat(List.of(rate.take(later), rate.take(later), rate.take(later))).containsExactly(true, true, false);
    }

    @Test
    void hasLimitsOfTheirOwn() {
        RiskControls controls = controls(Map.of("RISK_ORDER_QTY_MAX", "10", "RISK_LIMITS",
                "other.qty=0, other.value=50,MAIN.rate=1,MAIN.burst=2"));

        assertThat(text(controls.entering(intent(OTHER, limit("50", "1"), false), false, false, NOW)))
                .isEqualTo("passed");
        assertThat(text(controls.entering(intent(OTHER, limit("51", "1"), false), false, false, NOW)))
                .isEqualTo("MAX_ORDER_VALUE: 51 is more than 50");
        assertThat(text(controls.entering(order(limit("1", "1")), false, false, NOW))).startsWith("MESSAGE_RATE");
    }

    @Test
    void refusesLimitsThatAreNone() {
        for (String wrong : List.of("qty=1", "alpaca.size=1", "alpaca.qty=-1", "alpaca.qty", "MAIN.rate=1.5",
                "MAIN.burst=0", "a.qty=1,a.qty=2", "")) {
            assertThatThrownBy(() -> controls(Map.of("RISK_LIMITS", wrong))).as(wrong)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("RISK_LIMITS");
        }
    }
}
