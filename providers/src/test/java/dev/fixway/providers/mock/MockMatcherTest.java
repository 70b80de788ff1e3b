package dev.fixway.providers.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MockMatcherTest {
    private static final Price PX = Price.of("100");
    private static final RouteId ROUTE = OrderId.of("TEST", 1).route(1);
    private static final MockMatcher WHOLE = new MockMatcher(null);

    @ParameterizedTest
    @CsvSource({"MARKET,BUY,,,true", "MARKET,SELL,,,true", "LIMIT,BUY,100,,true", "LIMIT,BUY,99.99,,false",
            "LIMIT,SELL,100,,true", "LIMIT,SELL,100.01,,false", "STOP,BUY,,100,true", "STOP,BUY,,100.01,false",
            "STOP,SELL,,100,true", "STOP,SELL,,99.99,false", "STOP_LIMIT,BUY,100,100,true",
            "STOP_LIMIT,BUY,99,99,false",
            "STOP_LIMIT,BUY,101,101,false", "STOP_LIMIT,SELL,99,101,true", "STOP_LIMIT,SELL,101,101,false",
            "STOP_LIMIT,SELL,99,99,false"})
    void fillsAtTheWalkPriceWhenTheConditionIsMet(OrdType type, Side side, @Nullable String price,
            @Nullable String stopPx,
            boolean fills) {
        MockOrder order = order(side, Terms.of(type, Qty.of("10"), price(price), price(stopPx), TimeInForce.GTC));

        List<MockRecord> records = WHOLE.decide(order, PX, null, HandClock.START);

        assertThat(records).containsExactly(fills ? fill("10") : new MockRecord.Rested(ROUTE));
    }

    @ParameterizedTest
    @CsvSource({"DAY,0.3,1,0.3", "GTC,0.5,10,5",
            "GTC,0.1234567890123456,0.0000000000000001,0.0000000000000000123456789012",
            "GTC,0.000000000000001,0.0000000000000001,0.0000000000000001", "FOK,0.5,10,10"})
    void firstTrancheIsTheRatioOfTheOrder(TimeInForce timeInForce, String ratio, String orderQty, String first) {
        MockOrder order = order(Side.BUY, Terms.of(OrdType.MARKET, Qty.of(orderQty), null, null, timeInForce));

        List<MockRecord> records = new MockMatcher(new BigDecimal(ratio)).decide(order, PX, null, HandClock.START);

        assertThat(records).containsExactly(fill(first));
    }

    @Test
    void restIsFilledAtWhateverPrice() {
        MockOrder order = order(Side.BUY,
                Terms.of(OrdType.LIMIT, Qty.of("10"), Price.of("100"), null, TimeInForce.GTC))
                .filled(new MockFill(new FillId("M1.1"), Qty.of("4"), PX, HandClock.START));
        Price dearer = Price.of("120");

        assertThat(WHOLE.decide(order, dearer, null, HandClock.START)).containsExactly(
                new MockRecord.Filled(ROUTE, new FillId("M1.2"), Qty.of("6"), dearer, HandClock.START));
    }

    @Test
    void anImmediateOrderWhoseEndWasNotWrittenEndsLater() {
        MockOrder order = order(Side.BUY, Terms.of(OrdType.MARKET, Qty.of("10"), null, null, TimeInForce.IOC))
                .filled(new MockFill(new FillId("M1.1"), Qty.of("4"), PX, HandClock.START));

        assertThat(WHOLE.decide(order, PX, null, HandClock.START)).hasExactlyElementsOfTypes(MockRecord.Canceled.class);
    }

    private static MockRecord fill(String qty) {
        return new MockRecord.Filled(ROUTE, new FillId("M1.1"), Qty.of(qty), PX, HandClock.START);
    }

    private static @Nullable Price price(@Nullable String text) {
        return text == null ? null : Price.of(text);
    }

    private static MockOrder order(Side side, Terms terms) {
        return MockOrder.of(new MockRecord.Placed(1, ROUTE, new Symbol("X"), side, terms, HandClock.START));
    }
}
