package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.providers.alpaca.PaperFault;
import dev.fixway.providers.alpaca.PaperFault.Kind;
import dev.fixway.providers.alpaca.PaperFault.On;
import dev.fixway.providers.alpaca.PaperOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Stop losses and take profits that Alpaca keeps, over REST and the stream: how they come to be and what becomes of
/// them, whatever goes wrong meanwhile.
class AlpacaExitsIT extends AlpacaExitScenes {
    private static final String CREATED_BOTH_FIRST = "CREATED SELL LIMIT 10/0 exit";
    private static final String CREATED_BOTH_SECOND = "CREATED SELL STOP 10/0 exit";

    @Test
    void sendsOneOrderAndKeepsItsExitsAsOrdersOfTheirOwn() {
        enter(limit("10", BOTH));

        PaperOrder there = there();
        assertThat(there.text("order_class")).isEqualTo("bracket");
        List<JsonNode> exits = exits(2);
        assertThat(exits).extracting(exit -> exit.path("status").asString()).containsOnly("PENDING");
        assertThat(exits).extracting(exit -> exit.path("parent_order_id").asString()).containsOnly(entryId);
        assertThat(exits).extracting(exit -> exit.path("order_type").asString() + exit.path("limit_price").asString("")
                + exit.path("stop_price").asString("")).containsExactlyInAnyOrder("LIMIT120", "STOP90");
        JsonNode entry = gateway.get("/v1/orders/" + entryId).json();
        assertThat(entry.path("stop_loss").asString() + ' ' + entry.path("take_profit").asString())
                .isEqualTo("90 120");
        assertThat(entry.has("parent_order_id")).isFalse();
    }

    @Test
    void tellsTheExitsWhenTheyWork() {
        enter(limit("10", BOTH));
        exits(2);
        fillEntry("10");

        assertThat(frames.next(4)).startsWith("CREATED BUY LIMIT 10/0", "FILLED BUY LIMIT 10/10")
                .contains(CREATED_BOTH_FIRST, CREATED_BOTH_SECOND);
        assertThat(frames.all().getLast().path("parent_order_id").asString()).isEqualTo(entryId);
        assertThat(frames.all().getLast().path("order").path("parent_order_id").asString()).isEqualTo(entryId);
        assertThat(exits(2)).extracting(exit -> exit.path("status").asString()).containsOnly("OPEN");
    }

    @Test
    void endsOneExitWithTheOther() {
        protectedPosition();
        venue.fill(exit("LIMIT").clientId(), "10", "120");

        assertThat(frames.next(2)).containsExactly("FILLED SELL LIMIT 10/10 exit", "CANCELLED SELL STOP 10/0 exit");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"stop_loss|90|STOP", "take_profit|120|LIMIT"})
    void keepsASingleExit(String name, String price, String type) {
        enter(limit("10", ",\"" + name + "\":\"" + price + "\""));
        assertThat(there().text("order_class")).isEqualTo("oto");
        fillEntry("10");

        assertThat(frames.next(3).getLast()).isEqualTo("CREATED SELL " + type + " 10/0 exit");
        assertThat(exits(1)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"BTC/USD|1|GTC|for shares only", "AAPL|0.5|DAY|for whole shares only",
            "AAPL|10|IOC|for DAY and GTC orders", "AAPL|10|FOK|for DAY and GTC orders"})
    void refusesByNameWhatTheVenueCannot(String symbol, String quantity, String timeInForce, String words) {
        int before = venue.submissions().size();
        TestGateway.Answer answer = gateway.enter("{\"symbol\":\"" + symbol + "\",\"side\":\"BUY\",\"quantity\":\""
                + quantity + "\",\"order_type\":\"LIMIT\",\"limit_price\":\"95\",\"time_in_force\":\"" + timeInForce
                + "\"" + BOTH + "}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains(words);
        assertThat(venue.submissions()).hasSize(before);
    }

    @Test
    void refusesWhereNobodyKeepsExitsAndGroupsOfOrdersEverywhere() {
        TestGateway.Answer mock = gateway.enter(limit("10", BOTH + ",\"provider\":\"mock\""));
        TestGateway.Answer group = gateway.enter(limit("10", ",\"oco_group_id\":\"g\""));

        assertThat(List.of(mock.status(), group.status())).containsExactly(501, 501);
        assertThat(mock.json().path("details").path("operation").asString()).isEqualTo("stop_loss");
        assertThat(gateway.get("/v1/capabilities").body()).contains("bracket_orders");
        assertThat(gateway.get("/v1/capabilities?provider=mock").body()).doesNotContain("bracket_orders");
    }

    @Test
    void comparesExitsWhenAnOrderIsRepeated() {
        String id = "twice-" + venue.submissions().size();
        String named = ",\"client_order_id\":\"" + id + "\"";
        enter(limit("10", BOTH + named));

        assertThat(gateway.enter(limit("10", ",\"stop_loss\":90.00,\"take_profit\":\"120.0\"" + named)).text("id"))
                .isEqualTo(entryId);
        TestGateway.Answer other = gateway.enter(limit("10", ",\"stop_loss\":\"91\",\"take_profit\":\"120\"" + named));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.body()).contains("DUPLICATE_CLIENT_ORDER_ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SLOW_REPLY", "REPLY_AFTER_FILL", "LOST_REPLY", "SILENT_TAKEN", "TRUNCATED"})
    void knowsWhoseExitsTheyAreWhateverComesFirst(Kind kind) {
        venue.fault(PaperFault.next(kind, On.SUBMIT).millis(150));
        enter(limit("10", BOTH));
        fillEntryIfOpen();

        assertThat(frames.next(4)).startsWith("CREATED BUY LIMIT 10/0", "FILLED BUY LIMIT 10/10")
                .contains(CREATED_BOTH_FIRST, CREATED_BOTH_SECOND);
        assertThat(exits(2)).extracting(exit -> exit.path("parent_order_id").asString()).containsOnly(entryId);
    }

    @Test
    void recoversWhatHappenedToExitsWhileTheLineWasDown() {
        protectedPosition();
        venue.make("miss", 3);
        venue.fill(exit("LIMIT").clientId(), "4", "120");
        venue.fill(exit("LIMIT").clientId(), "6", "121");
        venue.make("drop");

        List<String> told = new ArrayList<>(frames.next(3));
        await().until(() -> frames.next(3).contains("CANCELLED SELL STOP 10/0 exit")
                || frames.next(3).contains("CANCELLED SELL STOP 6/0 exit"));
        assertThat(told).contains("PARTIALLY_FILLED SELL LIMIT 10/4 exit", "FILLED SELL LIMIT 10/10 exit");
    }

    @Test
    void tellsASessionThatWatchesTheAccountOfEveryExitOnce() {
        enter(limit("10", BOTH + ",\"client_order_id\":\"watched\""));
        String profit = exitId("LIMIT");
        String stop = exitId("STOP");
        fillEntry("10");
        frames.next(4);
        String profitId = exit("LIMIT").venueId();
        String stopId = exit("STOP").venueId();
        assertThat(gateway.patch("/v1/orders/" + stop, "{\"stop_price\":\"92\"}").status()).isEqualTo(200);
        venue.fill(exit("LIMIT").clientId(), "4", "120");
        frames.next(7);
        venue.fill(exit("LIMIT").clientId(), "6", "125");
        frames.next(9);

        assertThat(watched(entryId)).containsExactly("8(watched) A/A 10/0/10 @0", "8(watched) 0/0 10/0/10 @0",
                "8(watched) F/2 10/10/0 @95 32=10 31=95");
        assertThat(watched(profit)).containsExactly("8(" + profitId + ") A/A 10/0/10 @0",
                "8(" + profitId + ") 0/0 10/0/10 @0", "8(" + profitId + ") F/1 10/4/6 @120 32=4 31=120",
                "8(" + profitId + ") F/2 10/10/0 @123 32=6 31=125");
        assertThat(watched(stop)).containsExactly("8(" + stopId + ") A/A 10/0/10 @0",
                "8(" + stopId + ") 0/0 10/0/10 @0", "8(" + stopId + ") E/E 10/0/10 @0",
                "8(" + stopId + ") D/0 10/0/10 @0 378=99",
                "8(" + stopId + ") D/0 6/0/6 @0 378=99 58=changed at the venue",
                "8(" + stopId + ") 4/4 6/0/0 @0 58=canceled at the venue");
        clientHearsNothing();
    }
}
