package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.ReportCodec;
import dev.fixway.engine.order.FixClient.Sent;
import dev.fixway.engine.order.ScriptedVenue.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Random commands, venue faults and restarts; when everything is at rest, ledger and venue say the same.
class EngineWalkTest {
    private static final int WALKS = Integer.getInteger("fixway.walks", 12);
    private static final int STEPS = 150;
    private static final List<Step> FAULTS = List.of(Step.ACCEPT, Step.ACCEPT, Step.ACCEPT, Step.ACCEPT_AND_STREAM,
            Step.ACCEPT_AND_STREAM, Step.REJECT, Step.UNKNOWN_ARRIVED, Step.UNKNOWN_LOST, Step.FILL_FIRST, Step.BREAK,
            Step.LIE);

    @Test
    void comesToRestWithLedgerAndVenueInAgreement() {
        String given = System.getProperty("fixway.seed");
        long first = given == null ? System.nanoTime() : Long.parseLong(given);
        for (long seed = first; seed < first + WALKS; seed++) {
            System.out.println("EngineWalkTest fixway.seed=" + seed);
            try (EngineRig rig = EngineRig.ready()) {
                Walk walk = new Walk(rig, new Random(seed));
                walk.run();
                walk.rest();
                walk.check();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("walk of fixway.seed=" + seed, e);
            }
        }
    }

    /// One walk.
    private static final class Walk {
        private final EngineRig rig;
        private final Random random;
        private final List<RestClient.Asked> asked = new ArrayList<>();
        private final Map<FixClient, List<String>> ids = new HashMap<>();
        private int lastId;

        Walk(EngineRig rig, Random random) {
            this.rig = rig;
            this.random = random;
            Random faults = new Random(random.nextLong());
            rig.venue.otherwise = () -> FAULTS.get(faults.nextInt(FAULTS.size()));
            rig.venue.tape.hasPositions = true;
            rig.venue.listsOwn = random.nextBoolean();
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                rig.clock.forward(Duration.ofMillis(random.nextInt(5)));
                int dice = random.nextInt(100);
                if (dice < 60) {
                    command();
                } else if (dice < 87) {
                    venue();
                } else if (dice < 95) {
                    stranger();
                } else if (dice < 97) {
                    rig.venue.lose("broken");
                    rig.venue.connect();
                } else {
                    rig.restart();
                }
            }
        }

        private void command() {
            List<FixClient> clients = List.of(rig.one, rig.same, rig.two);
            FixClient client = clients.get(random.nextInt(clients.size()));
            List<String> known = ids.computeIfAbsent(client, _ -> new ArrayList<>());
            String id = known.isEmpty() ? "none" : known.get(random.nextInt(known.size()));
            Sent sent = List.of(Sent.values()).get(random.nextInt(3));
            String next = "I" + ++lastId;
            switch (random.nextInt(9)) {
                case 0, 1, 2 -> {
                    client.d(next, qty());
                    known.add(next);
                }
                case 3 -> client.f(next, id, sent);
                case 4 -> {
                    client.g(next, id, qty(), sent);
                    known.add(next);
                }
                case 5 -> client.d(id, qty(), sent);
                case 6 -> asked.add(rig.rest.post("R" + random.nextInt(20), "10"));
                case 7 -> anyOrder(order -> asked.add(rig.rest.delete(order.orderId())));
                default -> anyOrder(order -> client.f37(next, order.orderId().value(), "NONE"));
            }
        }

        private String qty() {
            return String.valueOf(10 + random.nextInt(10));
        }

        private void anyOrder(java.util.function.Consumer<Order> action) {
            List<Order> all = new ArrayList<>(orders().values());
            if (!all.isEmpty()) {
                action.accept(all.get(random.nextInt(all.size())));
            }
        }

        private void venue() {
            List<RouteId> routes = new ArrayList<>(rig.venue.book().keySet());
            if (routes.isEmpty()) {
                return;
            }
            RouteId route = routes.get(random.nextInt(routes.size()));
            Resting resting = Objects.requireNonNull(rig.venue.book().get(route));
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> rig.venue.fill(route, String.valueOf(1 + random.nextInt(6)));
                case 3 -> rig.venue.cancel(route);
                case 4 -> rig.venue.repeat(route);
                default -> anyFill(resting, fill -> rig.venue.bust(route, fill));
            }
        }

        /// Somebody else trades on the account.
        private void stranger() {
            StrangerBook strangers = rig.venue.strangers;
            List<VenueOrderId> known = new ArrayList<>(strangers.all().keySet());
            if (known.isEmpty() || random.nextInt(4) == 0) {
                strangers.place("V" + ++lastId, FixClient.limit(qty()));
                return;
            }
            VenueOrderId order = known.get(random.nextInt(known.size()));
            switch (random.nextInt(5)) {
                case 0, 1 -> strangers.fill(order, String.valueOf(1 + random.nextInt(6)));
                case 2 -> strangers.cancel(order);
                case 3 -> strangers.repeat(order);
                default -> strangers.replace(order, FixClient.limit("30"));
            }
        }

        private void anyFill(Resting resting, java.util.function.Consumer<FillId> action) {
            for (Map.Entry<FillId, Qty> fill : Map.copyOf(resting.fillQty).entrySet()) {
                if (!fill.getValue().isZero()) {
                    action.accept(fill.getKey());
                    return;
                }
            }
        }

        /// Faults end; everything that is open comes to its end or works.
        void rest() {
            rig.venue.otherwise = () -> Step.ACCEPT;
            rig.venue.lose("for the last time");
            rig.venue.connect();
            soon().untilAsserted(() -> {
                assertThat(orders().values()).allSatisfy(order -> {
                    assertThat(order.isInDoubt()).as("doubt about %s", order).isFalse();
                    assertThat(order.chain().open()).as("open requests of %s", order).isEmpty();
                });
                assertThat(asked.stream().filter(request -> !request.isAnswered())).isEmpty();
                agree();
            });
            rig.settle();
        }

        private void agree() {
            // The venue first: what it has was recorded before.
            Map<RouteId, Resting> book = rig.venue.book();
            List<StrangerBook.Stranger> strangers = List.copyOf(rig.venue.strangers.all().values());
            Map<RouteId, Order> orders = orders();
            strangers.forEach(stranger -> {
                List<Order> adopted = orders.values()
                        .stream()
                        .filter(order -> order.intent().isExternal() && stranger.venueOrderId.value()
                                .equals(String.valueOf(order.intent().clOrdId())))
                        .toList();
                assertThat(adopted).as("adopted once: %s", stranger.venueOrderId).hasSize(1);
                assertThat(adopted.getFirst().cumQty()).isEqualByComparingTo(stranger.cumQty);
                assertThat(adopted.getFirst().phase().isFinal()).as("end of %s", adopted).isEqualTo(stranger.ended);
            });
            book.forEach((routeId, resting) -> {
                Order order = Objects.requireNonNull(orders.get(routeId), "every route was recorded before its call");
                assertThat(order.cumQty()).as("CumQty of %s", order).isEqualByComparingTo(resting.cumQty());
                assertThat(order.phase().isFinal()).as("end of %s", order).isEqualTo(resting.ended);
                assertThat(resting.ended || resting.terms.sameAs(order.terms())).as("terms of %s", order).isTrue();
            });
            orders.forEach((routeId, order) -> {
                if (!order.intent().isExternal() && !rig.venue.book().containsKey(routeId)) {
                    assertThat(order.ordStatus().name()).as("%s is not at the venue", order).isEqualTo("REJECTED");
                }
            });
        }

        /// Orders of the ledger by their first route.
        private Map<RouteId, Order> orders() {
            Map<String, List<LedgerEvent>> rows = new LinkedHashMap<>();
            for (LedgerEvent row : rig.ledger.rows()) {
                String orderId = row.get(LedgerField.ORDER_ID);
                if (orderId != null) {
                    rows.computeIfAbsent(orderId, _ -> new ArrayList<>()).add(row);
                }
            }
            Map<RouteId, Order> orders = new LinkedHashMap<>();
            for (List<LedgerEvent> events : rows.values()) {
                Order order = EventCodec.fold(events);
                if (order != null) {
                    orders.put(order.orderId().route(1), order);
                }
            }
            return orders;
        }

        /// With a snapshot, without one, and without memory for orders that have ended.
        private void startsTheSame() {
            RecoveredState fast = Recovery.of(rig.ledger);
            rig.ledger.forgetSnapshots();
            RecoveredState whole = Recovery.of(rig.ledger);
            RecoveredState forgetful = Recovery.of(rig.ledger, 0);
            for (RecoveredState other : List.of(fast, forgetful)) {
                assertThat(other.openOrders()).containsExactlyInAnyOrderElementsOf(whole.openOrders());
                assertThat(other.endedExits()).containsExactlyInAnyOrderElementsOf(whole.endedExits());
                assertThat(other.lastNumber()).isEqualTo(whole.lastNumber());
            }
        }

        void check() {
            agree();
            startsTheSame();
            asked.forEach(RestClient.Asked::answer);
            assertThat(rig.venue.calls().stream().filter(call -> call.startsWith("submit"))).doesNotHaveDuplicates();
            Set<String> fills = new HashSet<>();
            Set<String> execIds = new HashSet<>();
            Map<Long, LedgerEvent> bySeq = new HashMap<>();
            for (LedgerEvent row : rig.ledger.rows()) {
                bySeq.put(row.seq(), row);
                String execId = row.get(LedgerField.EXEC_ID);
                assertThat(execId == null || execIds.add(execId)).as("ExecID twice %s", row).isTrue();
                if (row.type() == EventType.FILL || row.type() == EventType.PARTIAL_FILL) {
                    String fill = row.get(LedgerField.PROVIDER_CLIENT_ID) + " "
                            + row.get(LedgerField.SECONDARY_EXEC_ID);
                    assertThat(fills.add(fill)).as("fill twice %s", row).isTrue();
                }
            }
            Set<String> told = new HashSet<>();
            for (RecordedSessions.Sent sent : rig.sessions.all()) {
                if (sent.seq() > 0) {
                    LedgerEvent row = Objects.requireNonNull(bySeq.get(sent.seq()), "delivered, not in the ledger");
                    assertThat(ReportCodec.recipients(row)).contains(sent.session());
                    assertThat(ReportCodec.read(row)).isEqualTo(sent.report());
                    assertThat(told.add(sent.session() + sent.seq())).as("told twice %s", sent).isTrue();
                }
            }
        }
    }
}
