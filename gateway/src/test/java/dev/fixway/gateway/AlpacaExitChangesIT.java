package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.providers.alpaca.PaperFault;
import dev.fixway.providers.alpaca.PaperFault.Kind;
import dev.fixway.providers.alpaca.PaperFault.On;
import dev.fixway.providers.alpaca.PaperOrder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Exits at Alpaca that clients change, cancel, or close away, and positions that are left without them.
class AlpacaExitChangesIT extends AlpacaExitScenes {
    private static final String NO_MORE_LIMIT = "CANCELLED SELL LIMIT 10/0 exit";
    private static final String NO_MORE_STOP = "CANCELLED SELL STOP 10/0 exit";

    @Test
    void movesExitsByTheirOwnIds() {
        protectedPosition();
        TestGateway.Answer profit = gateway.patch("/v1/orders/" + exitId("LIMIT"), "{\"limit_price\":\"125\"}");
        TestGateway.Answer loss = gateway.patch("/v1/orders/" + exitId("STOP"), "{\"stop_price\":\"92\"}");

        assertThat(profit.status() + profit.body()).startsWith("200").contains("\"limit_price\":\"125\"", entryId);
        assertThat(loss.status() + loss.body()).startsWith("200").contains("\"stop_price\":\"92\"", entryId);
        assertThat(frames.next(2)).containsExactly("MODIFIED SELL LIMIT 10/0 exit", "MODIFIED SELL STOP 10/0 exit");
        assertThat(exit("LIMIT").text("limit_price")).isEqualTo("125");
        assertThat(exit("STOP").text("stop_price")).isEqualTo("92");
        venue.fill(exit("LIMIT").clientId(), "10", "125");
        assertThat(frames.next(4)).endsWith("FILLED SELL LIMIT 10/10 exit", NO_MORE_STOP);
    }

    @Test
    void refusesToChangeTheQuantityOfAnExitByName() {
        protectedPosition();
        TestGateway.Answer answer = gateway.patch("/v1/orders/" + exitId("LIMIT"), "{\"quantity\":\"5\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("details").path("field").asString()).isEqualTo("quantity");
    }

    @Test
    void leavesAnExitAsItIsWhenTheVenueRefusesToMoveIt() {
        enter(limit("10", BOTH));
        exits(2);
        TestGateway.Answer early = gateway.patch("/v1/orders/" + exitId("STOP"), "{\"stop_price\":\"92\"}");

        assertThat(early.status()).as(early.body()).isEqualTo(422);
        fillEntry("10");
        frames.next(4);
        frames.forget();
        assertThat(gateway.patch("/v1/orders/" + exitId("STOP"), "{\"stop_price\":\"93\"}").status()).isEqualTo(200);
        assertThat(frames.next(1)).containsExactly("MODIFIED SELL STOP 10/0 exit");
    }

    @Test
    void cancelsAnExitAndWithItTheOther() {
        protectedPosition();
        assertThat(gateway.delete("/v1/orders/" + exitId("STOP")).status()).isEqualTo(200);

        assertThat(frames.next(2)).containsExactlyInAnyOrder(NO_MORE_LIMIT, NO_MORE_STOP);
        frames.staysAt(2);
    }

    @Test
    void cancelsTheExitsWithTheirEntry() {
        enter(limit("10", BOTH));
        exits(2);
        assertThat(gateway.delete("/v1/orders/" + entryId).status()).isEqualTo(200);

        assertThat(frames.next(4)).startsWith("CREATED BUY LIMIT 10/0", "CANCELLED BUY LIMIT 10/0")
                .contains(NO_MORE_LIMIT, NO_MORE_STOP);
        frames.staysAt(4);
    }

    @Test
    void shrinksTheStopWithWhatTheTakeProfitFills() {
        protectedPosition();
        venue.fill(exit("LIMIT").clientId(), "4", "120");

        assertThat(frames.next(2)).containsExactly("PARTIALLY_FILLED SELL LIMIT 10/4 exit",
                "MODIFIED SELL STOP 6/0 exit");
    }

    @Test
    void tellsAPositionThatIsLeftWithoutExitsByItsEntry() {
        enter(limit("10", BOTH));
        exits(2);
        fillEntry("4");
        assertThat(gateway.delete("/v1/orders/" + entryId).status()).isEqualTo(200);

        await().until(() -> frames.next(1).contains("POSITION_UNPROTECTED"));
        JsonNode details = frames.error().path("details");
        assertThat(details.path("order_id").asString()).isEqualTo(entryId);
        assertThat(details.path("failed_exits").findValuesAsString("type")).containsExactly("StopLoss", "TakeProfit");
    }

    @Test
    void tellsAnExitThatTheVenueRejects() {
        protectedPosition();
        venue.make("reject", exit("STOP").clientId());

        await().until(() -> frames.next(1).contains("POSITION_UNPROTECTED"));
        assertThat(frames.error().path("details").path("order_id").asString()).isEqualTo(entryId);
        await().until(() -> frames.next(3).contains(NO_MORE_LIMIT));
        frames.staysAt(3);
    }

    @Test
    void tellsAndCountsWhenBothExitsAreFilled() {
        protectedPosition();
        PaperOrder stop = exit("STOP");
        venue.fill(exit("LIMIT").clientId(), "10", "120");
        frames.next(2);
        venue.fill(stop.clientId(), "10", "90");

        await().until(() -> frames.next(2).contains("OCO_DOUBLE_EXIT"));
        JsonNode details = frames.error().path("details");
        assertThat(details.path("oco_group_id").asString()).isEqualTo(entryId);
        assertThat(details.path("first_fill").path("quantity").asString()).isEqualTo("10");
        assertThat(details.path("second_fill").path("side").asString()).isEqualTo("Sell");
        assertThat(details.path("total_exit_quantity").asString()).isEqualTo("20");
        assertThat(gateway.get("/metrics").body())
                .contains("gateway_oco_double_exit_total{platform=\"alpaca-paper\"} 1");
    }

    @Test
    void movesTheExitsOfAPosition() {
        protectedPosition("MSFT");
        String position = positionId("MSFT");
        String stop = exitId("STOP");
        TestGateway.Answer both = gateway.patch("/v1/positions/" + position,
                "{\"stop_loss\":\"91\",\"take_profit\":\"130\"}");

        assertThat(both.status()).as(both.body()).isEqualTo(200);
        assertThat(both.json().path("stop_loss").path("order_ids").get(0).asString()).isEqualTo(stop);
        assertThat(both.json().path("take_profit").path("trigger_price").asString()).isEqualTo("130");
        assertThat(exit("STOP").text("stop_price") + exit("LIMIT").text("limit_price")).isEqualTo("91130");
        assertThat(gateway.patch("/v1/positions/MSFT", "{\"stop_loss\":\"91\"}").status()).isEqualTo(409);
        gateway.delete("/v1/orders/" + stop);
        frames.next(4);
        TestGateway.Answer none = gateway.patch("/v1/positions/" + position, "{\"stop_loss\":\"89\"}");
        assertThat(none.status()).isEqualTo(409);
        assertThat(none.json().path("details").path("order_id").asString()).isEqualTo(position);
    }

    @Test
    void closesAPositionAndTellsTheEndOfItsExitsBehind() {
        protectedPosition("TSLA");
        CompletableFuture<TestGateway.Answer> close = gateway.deleteLater("/v1/positions/" + positionId("TSLA"));
        PaperOrder closing = closing("TSLA");
        venue.fill(closing.clientId(), "10", "100");

        assertThat(close.join().status()).isEqualTo(200);
        assertThat(frames.next(3)).startsWith("FILLED SELL MARKET 10/10").contains(NO_MORE_LIMIT, NO_MORE_STOP);
        frames.staysAt(3);
        assertThat(venue.positions()).doesNotContainKey("TSLA");
    }

    @Test
    void leavesTheExitsWhenAClientWantsThat() {
        protectedPosition("IBM");
        TestGateway.Answer answer = gateway.delete("/v1/positions/" + positionId("IBM"),
                "{\"cancel_associated_orders\":false}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("insufficient qty");
        assertThat(exits(2)).extracting(exit -> exit.path("status").asString()).containsOnly("OPEN");
        assertThat(venue.positions()).containsEntry("IBM", new java.math.BigDecimal("10"));
    }

    @Test
    void sendsNoCloseWhenAnExitIsFilledFirst() {
        protectedPosition("BRK.B");
        venue.fault(PaperFault.next(Kind.HELD, On.CANCEL));
        CompletableFuture<TestGateway.Answer> close = gateway.deleteLater("/v1/positions/" + positionId("BRK.B"));
        await().until(() -> venue.orders().stream().anyMatch(order -> order.status().equals("pending_cancel")));
        PaperOrder profit = exit("LIMIT");
        venue.fill(profit.clientId(), "10", "120");

        assertThat(close.join().status()).as(close.join().body()).isEqualTo(422);
        assertThat(close.join().body()).contains("an exit was filled first");
        assertThat(venue.positions()).doesNotContainKey("BRK.B");
        assertThat(List.of(profit.status())).containsExactly("filled");
    }

    @Test
    void p10CancelsACloseThatStillWaitsWithoutTheVenue() {
        protectedPosition("MSFT");
        venue.fault(PaperFault.next(Kind.HELD, On.CANCEL));
        CompletableFuture<TestGateway.Answer> closing = gateway
                .deleteLater("/v1/positions/" + positionId("MSFT"), "{\"quantity\":\"10\"}");
        await().until(() -> venue.orders().stream().anyMatch(order -> order.status().equals("pending_cancel")));
        int before = venue.submissions().size();
        String close = pendingClose();
        client.request("F", "Y", "NONE", "37=" + close + "|55=MSFT|54=2");

        assertThat(client.next(2)).extracting(TableNotation::of)
                .containsExactly("8(Y," + close + ") 6/6 10/0/10 @0",
                        "8(Y," + close + ") 4/4 10/0/0 @0 58=canceled before it was sent");
        assertThat(closing.join().text("status")).isEqualTo("CANCELLED");
        PaperOrder held = venue.orders()
                .stream()
                .filter(order -> order.status().equals("pending_cancel"))
                .findFirst()
                .orElseThrow();
        venue.make("confirm", held.clientId());
        frames.next(4);
        assertThat(frames.next(4)).contains("POSITION_UNPROTECTED", NO_MORE_LIMIT, NO_MORE_STOP);
        assertThat(venue.submissions()).hasSize(before);
        assertThat(watched(close)).containsExactly("8(" + close + ") A/A 10/0/10 @0",
                "8(" + close + ") 6/6 10/0/10 @0",
                "8(" + close + ") 4/4 10/0/0 @0 378=99 58=canceled before it was sent");
    }

    @Test
    void tellsASessionThatWatchesTheAccountOfClosesInPartsAlsoAtItsNextLogon() {
        enter(limit("10", "").replace("AAPL", "MSFT"));
        fillEntry("10");
        frames.next(2);
        String position = positionId("MSFT");
        String first = closes(position, "4");
        venue.fill(first + "-1", "1", "100");
        venue.fill(first + "-1", "3", "104");
        frames.next(4);
        List<String> heard = watched(first);
        watcher.logout();
        String second = closes(position, "6");
        venue.fill(second + "-1", "6", "100");
        frames.next(5);
        gateway.logon(watcher);

        assertThat(heard).containsExactly("8(" + first + ") A/A 4/0/4 @0", "8(" + first + ") 0/0 4/0/4 @0",
                "8(" + first + ") F/1 4/1/3 @100 32=1 31=100", "8(" + first + ") F/2 4/4/0 @103 32=3 31=104");
        assertThat(watched(second)).containsExactly("8(" + second + ") A/A 6/0/6 @0",
                "8(" + second + ") 0/0 6/0/6 @0", "8(" + second + ") F/2 6/6/0 @100 32=6 31=100");
        clientHearsNothing();
    }

    private String closes(String position, String quantity) {
        TestGateway.Answer answer = gateway.delete("/v1/positions/" + position,
                "{\"quantity\":\"" + quantity + "\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.text("id");
    }

    private String pendingClose() {
        await().until(() -> !gateway.get("/v1/orders?status=PENDING").json().isEmpty());
        return gateway.get("/v1/orders?status=PENDING").json().get(0).path("id").asString();
    }

    private void protectedPosition(String symbol) {
        enter(limit("10", BOTH).replace("AAPL", symbol));
        exits(2);
        fillEntry("10");
        frames.next(4);
        frames.forget();
    }

    private PaperOrder closing(String symbol) {
        await().until(() -> venue.orders().stream().anyMatch(order -> isClosing(order, symbol)));
        return venue.orders().stream().filter(order -> isClosing(order, symbol)).findFirst().orElseThrow();
    }

    private static boolean isClosing(PaperOrder order, String symbol) {
        return order.symbol().equals(symbol) && order.type().equals("market");
    }
}
