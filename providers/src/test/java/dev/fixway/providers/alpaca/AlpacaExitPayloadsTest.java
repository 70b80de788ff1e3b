package dev.fixway.providers.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Exits;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueOrder;
import dev.fixway.providers.Heard;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What goes to Alpaca for orders with exits and what comes back, by the documented fields. Whatever must ask the venue
/// fails: there is none.
class AlpacaExitPayloadsTest {
    private static final RouteId ENTRY = RouteId.of("TEST00000000000001-1");
    private static final String ANSWER = """
            {"id":"e-1","client_order_id":"TEST00000000000001-1","created_at":"2026-03-10T14:31:02.118203Z",
             "submitted_at":"2026-03-10T14:31:02.117001Z","symbol":"MSFT","asset_class":"us_equity","qty":"5",
             "filled_qty":"0","order_class":"bracket","type":"limit","side":"buy","time_in_force":"gtc",
             "limit_price":"410","stop_price":null,"status":"pending_new","legs":[
              {"id":"l-1","client_order_id":"0c1f","created_at":"2026-03-10T14:31:02.118203Z","symbol":"MSFT","qty":"5",
               "filled_qty":"0","order_class":"bracket","type":"limit","side":"sell","time_in_force":"gtc",
               "limit_price":"430","stop_price":null,"status":"held","legs":null},
              {"id":"l-2","client_order_id":"9b2e","created_at":"2026-03-10T14:31:02.118203Z","symbol":"MSFT","qty":"5",
               "filled_qty":"0","order_class":"bracket","type":"stop","side":"sell","time_in_force":"gtc",
               "limit_price":null,"stop_price":"400","status":"held","legs":null}]}""";
    private final AlpacaAlone alone = new AlpacaAlone();
    private final Heard heard = alone.heard;

    @AfterEach
    void close() {
        alone.close();
    }

    private static String submitted(@Nullable String stopLoss, @Nullable String takeProfit) {
        Exits exits = Exits.of(stopLoss == null ? null : Price.of(stopLoss),
                takeProfit == null ? null : Price.of(takeProfit));
        return AlpacaCodec.order(new ProviderCall.Submit(ENTRY, new Symbol("MSFT"), Side.BUY,
                Terms.of(OrdType.LIMIT, Qty.of("5"), Price.of("410"), null, TimeInForce.GTC),
                Handling.PLAIN.withExits(exits)));
    }

    @Test
    void asksForBothExitsAsABracketAndForOneAsAnOto() {
        assertThat(submitted("400", "430")).endsWith(",\"order_class\":\"bracket\",\"take_profit\":{\"limit_price\":"
                + "\"430\"},\"stop_loss\":{\"stop_price\":\"400\"},\"client_order_id\":\"TEST00000000000001-1\"}");
        assertThat(submitted("400", null))
                .contains(",\"order_class\":\"oto\",\"stop_loss\":{\"stop_price\":\"400\"},\"client")
                .doesNotContain("take_profit");
        assertThat(submitted(null, "430.5")).contains("\"oto\",\"take_profit\":{\"limit_price\":\"430.5\"},\"client");
        assertThat(submitted(null, null)).doesNotContain("order_class", "take_profit", "stop_loss");
    }

    @Test
    void movesAnExitWithoutItsQuantity() {
        Terms stop = Terms.of(OrdType.STOP, Qty.of("5"), null, Price.of("401"), TimeInForce.GTC);

        assertThat(AlpacaCodec.replace(new ProviderCall.Replace(RouteId.of("TEST00000000000002-2"),
                RouteId.of("TEST00000000000002-1"), new VenueOrderId("l-2"), new Symbol("MSFT"), Side.SELL, stop,
                true)))
                .isEqualTo("{\"stop_price\":\"401\",\"client_order_id\":\"TEST00000000000002-2\"}");
    }

    @Test
    void showsTheExitsOfAnAnswerHeldBack() {
        alone.recovery.updateExits(AlpacaOrder.of(AlpacaJson.read(ANSWER)));

        assertThat(heard.foreign()).hasSize(2).allSatisfy(exit -> {
            assertThat(exit.parent()).isEqualTo(ENTRY);
            assertThat(exit.history()).isEmpty();
            assertThat(exit.side()).isEqualTo(Side.SELL);
        });
        assertThat(heard.foreign()).extracting(exit -> exit.terms().ordType())
                .containsExactly(OrdType.LIMIT,
                        OrdType.STOP);
    }

    @Test
    void keepsWhatTheStreamSaysOfExitsUntilTheAnswerSaysWhoseTheyAre() {
        alone.book.awaitExits(1);
        tell("held", "l-2", "held", "0");
        tell("new", "l-2", "new", "0");
        assertThat(heard.foreign()).isEmpty();
        alone.recovery.updateExits(AlpacaOrder.of(AlpacaJson.read(ANSWER)));
        alone.book.awaitExits(-1);
        alone.recovery.release();

        assertThat(heard.foreign()).filteredOn(exit -> exit.venueOrderId().value().equals("l-2"))
                .allMatch(exit -> ENTRY.equals(exit.parent()))
                .last()
                .satisfies(exit -> assertThat(exit.history())
                        .hasExactlyElementsOfTypes(ProviderEvent.Acknowledged.class));
    }

    @Test
    void countsBothExitsAsWorkingWhenTheEntryIsFilledWhole() {
        alone.recovery.updateExits(AlpacaOrder.of(AlpacaJson.read(ANSWER)));
        alone.events.happened(AlpacaJson
                .read("""
                        {"event":"fill","price":"410","qty":"5","timestamp":"2026-03-10T14:32:00Z","order":{"id":"e-1",
                         "client_order_id":"TEST00000000000001-1","symbol":"MSFT","qty":"5","filled_qty":"5","side":"buy",
                         "order_class":"bracket","type":"limit","time_in_force":"gtc","limit_price":"410","status":"filled"}}"""));

        List<VenueOrder> exits = heard.foreign().subList(2, 4);
        assertThat(exits).allSatisfy(exit -> assertThat(exit.history())
                .hasExactlyElementsOfTypes(ProviderEvent.Acknowledged.class));
        assertThat(heard.events().getLast()).isInstanceOf(ProviderEvent.Filled.class);
    }

    @Test
    void neverCallsAnExitWorkingThatWasCancelledWhileItWasHeld() {
        alone.recovery.updateExits(AlpacaOrder.of(AlpacaJson.read(ANSWER)));
        tell("canceled", "l-1", "canceled", "0");

        assertThat(heard.foreign().getLast().history())
                .hasExactlyElementsOfTypes(ProviderEvent.Canceled.class);
    }

    private void tell(String event, String id, String status, String filled) {
        alone.events.happened(AlpacaJson.read("{\"event\":\"" + event + "\",\"order\":{\"id\":\"" + id
                + "\",\"client_order_id\":\"x-" + id + "\",\"symbol\":\"MSFT\",\"qty\":\"5\",\"filled_qty\":\"" + filled
                + "\",\"order_class\":\"bracket\",\"type\":\"stop\",\"side\":\"sell\",\"time_in_force\":\"gtc\","
                + "\"stop_price\":\"400\",\"status\":\"" + status + "\"}}"));
    }
}
