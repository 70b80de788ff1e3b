package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// websocket.md, chapters 4, 8 and 10: orders, trades, connections and alarms as they are committed.
class StreamOrdersIT {
    private final StreamRig rig = new StreamRig(Map.of());
    private final RestFixture rest = rig.rest;
    private final ToldVenue venue = rig.venue;
    private final MemoryLedger ledger = rig.ledger;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        rig.start();
    }

    @AfterEach
    void stop() {
        rig.close();
        client.close();
    }

    private StreamPeer open() {
        return new StreamPeer(client, rest.server.port(), "");
    }

    @Test
    void tellsTheLifeOfAnOrder() {
        try (StreamPeer peer = open()) {
            String id = rest.submitted("AAPL");
            venue.fill(id, "4", "1.25");
            venue.fill(id, "6", "1.50");

            assertThat(peer.told(5)).containsExactly("order ORDER_CREATED OPEN 0", "trade TRADE_FILLED",
                    "order ORDER_PARTIALLY_FILLED PARTIALLY_FILLED 4", "trade TRADE_FILLED",
                    "order ORDER_FILLED FILLED 10");
            List<JsonNode> frames = peer.frames();
            assertThat(frames).noneMatch(frame -> frame.has("sequence") || frame.has("event_id"));
            JsonNode trade = frames.get(1).get("trade");
            assertThat(trade.get("order_id").asString()).isEqualTo(id);
            assertThat(trade.get("quantity").asString()).isEqualTo("4");
            assertThat(trade.get("price").asString()).isEqualTo("1.25");
            assertThat(frames.get(4).get("order").get("average_fill_price").asString()).isEqualTo("1.4");
        }
    }

    @Test
    void showsTheCorrelationOfTheAnswerUntilTheEnd() {
        try (StreamPeer peer = open()) {
            JsonNode handle = RestFixture.json(rest.post("{\"symbol\":\"A\",\"side\":\"BUY\",\"quantity\":\"1\","
                    + "\"order_type\":\"LIMIT\",\"limit_price\":\"1\"}"));
            String id = handle.get("id").asString();
            venue.fill(id, "1", "1");

            assertThat(peer.frames(3)).filteredOn(frame -> frame.has("order"))
                    .hasSize(2)
                    .allMatch(frame -> frame.get("order").get("correlation_id").equals(handle.get("correlation_id")));
            assertThat(RestFixture.json(rest.get("/v1/orders/" + id)).has("correlation_id")).isFalse();
        }
    }

    @Test
    void showsTheSameOrderAsRest() {
        try (StreamPeer peer = open()) {
            String id = rest.submitted("AAPL");

            assertThat(peer.frames(1).getFirst().get("order"))
                    .isEqualTo(RestFixture.json(rest.get("/v1/orders/" + id)));
        }
    }

    @Test
    void tellsEveryEnd() {
        try (StreamPeer peer = open()) {
            String first = rest.submitted("A");
            rest.delete("/v1/orders/" + first);
            venue.expire(rest.submitted("B"));
            venue.cancel(rest.submitted("C"));
            rest.post("{\"symbol\":\"NO\",\"side\":\"BUY\",\"quantity\":\"1\",\"order_type\":\"MARKET\"}");

            assertThat(peer.told(7)).containsExactly("order ORDER_CREATED OPEN 0", "order ORDER_CANCELLED CANCELLED 0",
                    "order ORDER_CREATED OPEN 0", "order ORDER_EXPIRED EXPIRED 0", "order ORDER_CREATED OPEN 0",
                    "order ORDER_CANCELLED CANCELLED 0", "order ORDER_REJECTED REJECTED 0");
        }
    }

    @Test
    void tellsChangesAndTheFillThatOneOfThemMakes() {
        try (StreamPeer peer = open()) {
            String id = rest.submitted("A");
            venue.restate(id, limit("8"));
            venue.fill(id, "3", "1");
            venue.restate(id, limit("3"));

            assertThat(peer.told(5)).containsExactly("order ORDER_CREATED OPEN 0", "order ORDER_MODIFIED OPEN 0",
                    "trade TRADE_FILLED", "order ORDER_PARTIALLY_FILLED PARTIALLY_FILLED 3",
                    "order ORDER_FILLED FILLED 3");
        }
    }

    private static Terms limit(String quantity) {
        return new Terms(OrdType.LIMIT, Qty.of(quantity), null, Price.of("1.50"), null, TimeInForce.GTC);
    }

    @Test
    void tellsNothingOfOtherAccounts() {
        try (StreamPeer peer = open()) {
            Party other = new Party(Edge.FIX, "FIX.4.4:FIXWAY->CLIENT2", new AccountId("CLIENT2"));
            rig.engine.offer(new Command.EnterOrder(new dev.fixway.engine.domain.OrderIntent(other,
                    new dev.fixway.engine.domain.ClOrdId("x"), new dev.fixway.engine.domain.Symbol("A"),
                    dev.fixway.engine.domain.Side.BUY, limit("1"), dev.fixway.engine.domain.Handling.PLAIN,
                    TestEngine.MOCK), null,
                    new dev.fixway.engine.domain.Arrival(TestEngine.NOON, null, "D",
                            dev.fixway.engine.domain.RawMessage.of(new byte[0]), null),
                    dev.fixway.engine.domain.Reply.NONE));
            await().until(() -> ledger.headSeq() > 4);
            rest.submitted("B");

            assertThat(peer.frames(1).getFirst().get("order").get("symbol").asString()).isEqualTo("B");
        }
    }

    @Test
    void tellsALossOnceAndItsEnd() {
        try (StreamPeer peer = open()) {
            venue.listener().onLost("gone");
            venue.listener().onLost("still gone");
            await().until(() -> peer.frames().size() == 1);
            venue.listener().onConnected();
            await().until(() -> peer.frames().size() == 2);
            rest.submitted("A");

            assertThat(peer.told(3)).containsExactly("connection BROKER_DISCONNECTED",
                    "connection BROKER_RECONNECTED", "order ORDER_CREATED OPEN 0");
            assertThat(peer.frames().get(0).get("broker").asString()).isEqualTo("mock");
            assertThat(peer.frames().get(1).get("gap_duration_ms").isIntegralNumber()).isTrue();
        }
    }

    @Test
    void tellsThatALostVenueStaysAway() {
        try (StreamPeer peer = open()) {
            venue.listener().onAway("never there", false);
            venue.listener().onLost("gone");
            venue.listener().onAway("no route", false);
            venue.listener().onConnected();

            assertThat(peer.told(5)).containsExactly("error", "connection BROKER_DISCONNECTED",
                    "connection BROKER_CONNECTION_FAILED", "error", "connection BROKER_RECONNECTED");
            assertThat(peer.frames().get(2).get("error").asString()).isEqualTo("no route");
            assertThat(peer.frames().get(3).get("message").asString())
                    .isEqualTo(
                            "mock cannot be reached for long, orders to it are refused and attempts go on: no route");
        }
    }

    @Test
    void tellsEveryClientTheSame() {
        try (StreamPeer first = open(); StreamPeer second = open()) {
            venue.fill(rest.submitted("A"), "10", "1");

            assertThat(first.frames(3)).isEqualTo(second.frames(3));
        }
    }

    @Test
    void tellsNothingBeforeTheCommit() {
        try (StreamPeer peer = open()) {
            String id = rest.submitted("A");
            peer.frames(1);
            ledger.commits.acquireUninterruptibly();
            try {
                venue.fill(id, "10", "1");
                await().during(java.time.Duration.ofMillis(200)).until(() -> peer.frames().size() == 1);
            } finally {
                ledger.commits.release();
            }

            peer.frames(3);
        }
    }
}
