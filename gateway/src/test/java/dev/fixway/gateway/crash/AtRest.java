package dev.fixway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.session.FixMessage;
import dev.fixway.gateway.crash.CrashVenue.Line;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// What everybody says of the orders while the gateway runs, when nothing is under way any more: the venue, the drop
/// copy, the client, the WebSocket and REST.
final class AtRest {
    private static final Set<String> ENDS = Set.of("2", "4", "8", "C");
    private static final Set<String> HELD = Set.of("3", "7", "9");
    private static final Set<String> REST_ENDS = Set.of("FILLED", "CANCELLED", "REJECTED", "EXPIRED");
    private final AlpacaSide venue;
    private final FixTrader client;
    private final FixTrader dropCopy;
    private final RestTrader rest;
    private final StreamEars ears;
    private final Set<String> shown = new HashSet<>();

    AtRest(AlpacaSide venue, FixTrader client, FixTrader dropCopy, RestTrader rest, StreamEars ears) {
        this.venue = venue;
        this.client = client;
        this.dropCopy = dropCopy;
        this.rest = rest;
        this.ears = ears;
    }

    void check(String url) throws IOException {
        client.listen();
        dropCopy.listen();
        assertThat(rest.count(url, "fixway_engine_orders_in_doubt")).as("orders in doubt").isZero();
        Map<String, Line> there = there();
        told(there);
        assertThat(rest.count(url, "fixway_engine_open_orders")).as("open orders").isEqualTo(venue.openOrders());
        heardByClient();
        streamed();
        Map<String, String> parents = venue.parents();
        for (Map.Entry<String, Line> order : there.entrySet()) {
            shows(url, order.getKey(), order.getValue(), parents);
        }
        assertThat(rest.positions(url)).as("positions by REST").isEqualTo(positions());
    }

    private Map<String, BigDecimal> positions() {
        Map<String, BigDecimal> positions = new TreeMap<>();
        venue.positions().forEach((symbol, quantity) -> positions.put(symbol, quantity.stripTrailingZeros()));
        return positions;
    }

    /// The venue's orders, the routes of one together.
    private Map<String, Line> there() {
        Map<String, Line> there = new HashMap<>();
        venue.orders()
                .forEach((route, line) -> there.merge(route.orderId().value(), line,
                        (a, b) -> new Line(a.orderQty(), a.cumQty().add(b.cumQty()), a.isOpen() || b.isOpen())));
        Map<String, String> adopted = adopted();
        venue.othersOrders().forEach((venueId, line) -> {
            String orderId = adopted.get(venueId.value());
            assertThat(orderId != null || !line.matters()).as("adopted: %s %s", venueId, line).isTrue();
            if (orderId != null) {
                there.put(orderId, line);
            }
        });
        return there;
    }

    /// Orders placed elsewhere, under the venue's id: each was adopted once.
    private Map<String, String> adopted() {
        Map<String, String> adopted = new HashMap<>();
        dropCopy.firstIds()
                .forEach((orderId, clOrdId) -> assertThat(adopted.put(clOrdId, orderId))
                        .as("one order under one id: %s", clOrdId)
                        .isNull());
        return adopted;
    }

    /// Each order as the drop copy has it is as it is at the venue, and what it was told of fills adds up to that.
    private void told(Map<String, Line> there) {
        assertThat(dropCopy.execIds().values()).as("each report once").allMatch(times -> times == 1);
        Map<String, FixMessage> latest = dropCopy.latest();
        assertThat(latest.keySet()).as("orders told").containsAll(there.keySet());
        latest.forEach((id, report) -> {
            Line line = there.getOrDefault(id, new Line(new BigDecimal(report.get(38)), BigDecimal.ZERO, false));
            assertThat(report.pick(38, 14)).as("OrderQty and CumQty told of %s", report)
                    .isEqualTo("38=" + plain(line.orderQty()) + "|14=" + plain(line.cumQty()));
            assertThat(hasEnded(id)).as("ended as told: %s, venue %s", report, line).isEqualTo(!line.isOpen());
            assertThat(HELD).as("all held orders work again: %s", report).doesNotContain(statusOf(id));
            assertThat(dropCopy.fills().filled(id)).as("fills told of %s", report).isEqualByComparingTo(line.cumQty());
        });
        assertThat(dropCopy.fills().changes()).as("busts and corrections told")
                .containsExactlyInAnyOrderEntriesOf(venue.changes());
    }

    private boolean hasEnded(String id) {
        return ENDS.contains(statusOf(id));
    }

    private String statusOf(String id) {
        return Objects.requireNonNull(dropCopy.statuses().get(id), "everything was told to the drop copy");
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    private FixMessage lastOf(String id) {
        return Objects.requireNonNull(dropCopy.latest().get(id), "everything was told to the drop copy");
    }

    private void heardByClient() {
        assertThat(client.execIds().values()).as("each report once").allMatch(times -> times == 1);
        client.latest().forEach((id, report) -> {
            assertThat(report.pick(17, 38, 14)).as("told last of %s", id).isEqualTo(lastOf(id).pick(17, 38, 14));
            assertThat(client.statuses().get(id)).as("OrdStatus told last of %s", id).isEqualTo(statusOf(id));
        });
        client.latest()
                .keySet()
                .forEach(id -> assertThat(client.fills().filled(id)).as("fills told of %s", lastOf(id))
                        .isEqualByComparingTo(dropCopy.fills().filled(id)));
    }

    private void streamed() {
        assertThat(ears.trades().values()).as("each trade once").allMatch(times -> times == 1);
        assertThat(ears.filled()).as("trades told by WebSocket")
                .containsExactlyInAnyOrderEntriesOf(dropCopy.fills().traded());
        ears.latest().forEach((id, order) -> isLike(id, order, "WebSocket"));
    }

    private void shows(String url, String id, Line line, Map<String, String> parents) throws IOException {
        FixMessage report = lastOf(id);
        if (!shown.contains(report.get(17))) {
            JsonNode order = rest.order(url, id);
            assertThat(REST_ENDS.contains(order.path("status").stringValue())).as("ended by REST: %s", order)
                    .isEqualTo(!line.isOpen());
            isLike(id, order, "REST");
            assertThat(order.path("status").stringValue()).as("a cancel without an answer: %s", order)
                    .isNotEqualTo("PENDING_CANCEL");
            assertThat(order.path("parent_order_id").asString("")).as("whose exit it is: %s", order)
                    .isEqualTo(parents.getOrDefault(dropCopy.firstIds().get(id), ""));
            shown.add(report.get(17));
        }
    }

    private void isLike(String id, JsonNode order, String where) {
        assertThat(new BigDecimal(order.path("filled_quantity").stringValue())).as("filled by %s: %s", where, order)
                .isEqualByComparingTo(lastOf(id).get(14));
        assertThat(REST_ENDS.contains(order.path("status").stringValue())).as("ended by %s: %s", where, order)
                .isEqualTo(hasEnded(id));
    }
}
