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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MockBookTest {
    private static final Symbol SYMBOL = new Symbol("AAPL");

    private final MockBook book = new MockBook(2);
    private int orders;

    @Test
    void netsPositions() {
        trade(Side.BUY, "10", "100");
        trade(Side.BUY, "30", "104");
        assertPosition("40", "103", "104");

        trade(Side.SELL, "15", "110");
        assertPosition("25", "103", "110");

        trade(Side.SELL, "30", "120");
        assertPosition("-5", "120", "120");

        trade(Side.SELL, "5", "100");
        assertPosition("-10", "110", "100");

        trade(Side.BUY, "10", "90");
        assertThat(book.positions()).isEmpty();
    }

    @Test
    void forgetsTheOldestEndedOrdersAndKnowsThatItDid() {
        RouteId open = place(Side.BUY, "1");
        List<RouteId> ended = List.of(trade(Side.BUY, "1", "1"), trade(Side.BUY, "1", "1"), trade(Side.BUY, "1", "1"));

        assertThat(book.orders()).extracting(MockOrder::routeId).containsExactly(open, ended.get(1), ended.get(2));
        assertThat(book.mayHaveForgotten(ended.get(0))).isTrue();
        assertThat(book.mayHaveForgotten(OrderId.of("TEST", orders + 1).route(1))).isFalse();
        assertThat(book.openCount()).isEqualTo(1);
    }

    @Test
    void itsRecordsMakeItAgain() {
        book.apply(new MockRecord.WalkStarted(9, HandClock.START));
        trade(Side.BUY, "10", "100");
        trade(Side.BUY, "10", "100");
        trade(Side.BUY, "10", "130");
        RouteId partly = place(Side.SELL, "40");
        fill(partly, "30", "120");
        RouteId rested = place(Side.BUY, "5");
        book.apply(new MockRecord.Rested(rested));
        book.apply(new MockRecord.Repeated(rested, 3));
        RouteId amended = place(Side.BUY, "7");
        book.apply(new MockRecord.Amended(amended,
                Terms.of(OrdType.MARKET, Qty.of("9"), null, null, TimeInForce.GTC)));
        RouteId reducing = OrderId.of("TEST", ++orders).route(1);
        book.apply(new MockRecord.Placed(book.nextNumber(), reducing, SYMBOL, Side.SELL,
                Terms.of(OrdType.MARKET, Qty.of("1"), null, null, TimeInForce.GTC), HandClock.START, true));
        RouteId canceled = place(Side.BUY, "8");
        book.apply(new MockRecord.Canceled(canceled, "enough", HandClock.START));

        MockBook again = new MockBook(2);
        book.records().forEach(record -> again.apply(decoded(record)));

        assertThat(again.records()).isEqualTo(book.records());
        assertThat(book.orderRecords()).isEqualTo(book.records()
                .stream()
                .filter(record -> !(record instanceof MockRecord.WalkStarted || record instanceof MockRecord.Carried
                        || record instanceof MockRecord.PositionSet))
                .count());
        assertThat(again.positions()).isEqualTo(book.positions()).isEmpty();
        assertThat(again.orders().stream().map(MockOrder::told).toList())
                .isEqualTo(book.orders().stream().map(MockOrder::told).toList());
        assertThat(again.orders()).extracting(MockOrder::state)
                .containsExactlyInAnyOrder(MockOrder.State.FILLED,
                        MockOrder.State.REST_DUE, MockOrder.State.RESTING, MockOrder.State.UNDECIDED,
                        MockOrder.State.UNDECIDED,
                        MockOrder.State.CANCELED);
        assertThat(again.order(reducing)).map(order -> order.placed().reduces()).contains(true);
        assertThat(again.order(rested)).map(MockOrder::submissions).contains(3);
        assertThat(again.nextNumber()).isEqualTo(book.nextNumber());
    }

    @Test
    void listsTradesOfASymbol() {
        RouteId first = trade(Side.BUY, "1", "2");

        assertThat(book.trades(SYMBOL)).containsExactly(new MockTrade(first, SYMBOL, Side.BUY,
                new MockFill(new FillId("M1.1"), Qty.of("1"), Price.of("2"), HandClock.START)));
        assertThat(book.trades(new Symbol("OTHER"))).isEmpty();
    }

    private static MockRecord decoded(MockRecord record) {
        byte[] line = MockCodec.encode(record);
        MockRecord decoded = MockCodec.decode(Arrays.copyOf(line, line.length - 1));
        assertThat(decoded).isEqualTo(record);
        return decoded == null ? record : decoded;
    }

    private void assertPosition(String quantity, String entryPx, String lastPx) {
        MockPosition position = book.position(SYMBOL).orElseThrow();
        assertThat(position.quantity()).isEqualByComparingTo(quantity);
        assertThat(position.entryPx()).isEqualByComparingTo(entryPx);
        assertThat(position.lastPx()).isEqualByComparingTo(lastPx);
    }

    private RouteId trade(Side side, String qty, String px) {
        RouteId routeId = place(side, qty);
        fill(routeId, qty, px);
        return routeId;
    }

    private void fill(RouteId routeId, String qty, String px) {
        FillId fillId = book.order(routeId).orElseThrow().nextFillId();
        book.apply(new MockRecord.Filled(routeId, fillId, Qty.of(qty), Price.of(px), HandClock.START));
    }

    private RouteId place(Side side, String qty) {
        RouteId routeId = OrderId.of("TEST", ++orders).route(1);
        Terms terms = Terms.of(OrdType.MARKET, Qty.of(qty), null, null, TimeInForce.GTC);
        book.apply(new MockRecord.Placed(book.nextNumber(), routeId, SYMBOL, side, terms, HandClock.START));
        return routeId;
    }
}
