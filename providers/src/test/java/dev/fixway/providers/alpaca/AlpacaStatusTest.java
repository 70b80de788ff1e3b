package dev.fixway.providers.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.ProviderEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every documented status of an order, and one that nobody knows: whether it works, and how it ended.
class AlpacaStatusTest {
    private static final RouteId ROUTE = OrderId.of("TEST", 1).route(1);

    /// - `begun`: whether it is acknowledged; of an order that is to replace another one, by its status alone
    @ParameterizedTest
    @CsvSource({"accepted,true,false,false,-", "pending_new,true,false,false,-", "held,true,false,false,-",
            "accepted_for_bidding,true,false,false,-", "pending_review,true,false,false,-", "new,true,true,false,-",
            "stopped,true,true,false,-", "suspended,true,true,false,-", "calculated,true,true,false,-",
            "partially_filled,true,true,false,-", "done_for_day,true,true,false,-",
            "pending_cancel,true,true,false,-", "pending_replace,true,true,false,-", "filled,true,true,true,-",
            "canceled,true,false,true,Canceled", "expired,true,false,true,Expired",
            "replaced,true,true,true,Canceled", "rejected,true,false,true,Rejected",
            "under_moonlight,true,true,false,-"})
    void saysWhereAnOrderStands(String status, boolean begun, boolean begunInPlace, boolean over, String end) {
        AlpacaOrder order = order(status, "gtc", "null");
        ProviderEvent event = AlpacaCodec.end(order, ROUTE, false);

        assertThat(AlpacaTeller.hasBegun(order)).isEqualTo(begun);
        assertThat(AlpacaTeller.hasBegun(order(status, "gtc", "\"5f6e1f1c-0000\""))).isEqualTo(begunInPlace);
        assertThat(order.isOver()).isEqualTo(over);
        assertThat(event == null ? "-" : event.getClass().getSimpleName()).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({"replaced,gtc,true,-", "done_for_day,day,false,Expired", "done_for_day,gtc,false,-"})
    void endsOnlyWhatDoesNotGoOn(String status, String timeInForce, boolean goesOn, String end) {
        ProviderEvent event = AlpacaCodec.end(order(status, timeInForce, "null"), ROUTE, goesOn);

        assertThat(event == null ? "-" : event.getClass().getSimpleName()).isEqualTo(end);
    }

    private static AlpacaOrder order(String status, String timeInForce, String replaces) {
        return AlpacaOrder.of(AlpacaJson.read("""
                {"id":"5f6e1f1c-0001","client_order_id":"%s","symbol":"AAPL","qty":"10","filled_qty":"0","side":"buy",
                 "type":"limit","limit_price":"187.4","time_in_force":"%s","status":"%s","replaces":%s,
                 "created_at":"2026-03-10T14:31:02.118203Z","updated_at":"2026-03-10T14:31:02.118203Z"}
                """.formatted(ROUTE, timeInForce, status, replaces)));
    }
}
