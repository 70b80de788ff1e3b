package dev.fixway.gateway.crash;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.providers.alpaca.AlpacaStandIn;
import dev.fixway.providers.alpaca.PaperFault;
import dev.fixway.providers.alpaca.PaperFault.Kind;
import dev.fixway.providers.alpaca.PaperFault.On;
import dev.fixway.providers.alpaca.PaperOrder;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Alpaca's stand-in, in the test's process, with every fault that needs no hand to end it; it goes away now and then.
final class AlpacaSide implements CrashVenue {
    private static final List<PaperFault> FAULTS = List.of(PaperFault.next(Kind.LOST_REQUEST, On.SUBMIT),
            PaperFault.next(Kind.LOST_REPLY, On.SUBMIT), PaperFault.next(Kind.SLOW_REPLY, On.SUBMIT),
            PaperFault.next(Kind.REPLY_AFTER_FILL, On.SUBMIT), PaperFault.next(Kind.SILENT, On.SUBMIT),
            PaperFault.next(Kind.SILENT_TAKEN, On.SUBMIT), PaperFault.next(Kind.UNREADABLE, On.SUBMIT),
            PaperFault.next(Kind.TRUNCATED, On.SUBMIT), PaperFault.next(Kind.RATE_LIMIT, On.SUBMIT),
            PaperFault.next(Kind.REJECTED_LATER, On.SUBMIT),
            PaperFault.next(Kind.TAKEN_BUT, On.SUBMIT).answer(504, "<html>Gateway Time-out</html>"),
            PaperFault.refusal(On.SUBMIT, 500, 50_010_000, "internal server error"),
            PaperFault.refusal(On.SUBMIT, 403, 40_310_000, "insufficient buying power"),
            PaperFault.next(Kind.LOST_REQUEST, On.REPLACE), PaperFault.next(Kind.LOST_REPLY, On.REPLACE),
            PaperFault.next(Kind.SILENT_TAKEN, On.REPLACE), PaperFault.next(Kind.SLOW_REPLY, On.REPLACE),
            PaperFault.refusal(On.REPLACE, 422, 40_010_001, "order isn't sent to exchange yet"),
            PaperFault.next(Kind.LOST_REQUEST, On.CANCEL), PaperFault.next(Kind.LOST_REPLY, On.CANCEL),
            PaperFault.next(Kind.SILENT, On.CANCEL), PaperFault.next(Kind.SLOW_REPLY, On.CANCEL),
            PaperFault.refusal(On.CANCEL, 422, 42_210_000, "order is not cancelable"),
            PaperFault.next(Kind.HIDDEN, On.LOOK_UP), PaperFault.next(Kind.LOST_REPLY, On.LOOK_UP),
            PaperFault.refusal(On.LOOK_UP, 503, 50_310_000, "service unavailable"),
            PaperFault.next(Kind.SILENT, On.LIST), PaperFault.next(Kind.UNREADABLE, On.LIST),
            PaperFault.next(Kind.LOST_REPLY, On.FILLS), PaperFault.next(Kind.TRUNCATED, On.FILLS));
    private final Random random;
    private final Path file;
    private final AlpacaStandIn.Manner manner;
    private AlpacaStandIn venue;

    AlpacaSide(Path folder, Random random) {
        this.random = random;
        this.file = folder.resolve("alpaca.book");
        AlpacaStandIn.Manner any = new AlpacaStandIn.Manner(0, Duration.ofMillis(15), new BigDecimal("0.4"), 7,
                1_000_000);
        venue = AlpacaStandIn.start(any, file);
        manner = any.at(venue.port());
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(venue.settings());
        settings.putAll(Map.of("GATEWAY_PROVIDER", "alpaca", "ALPACA_VISIBILITY_MS", "400", "ALPACA_COMPARE_SECS", "1",
                "PROVIDER_REQUEST_TIMEOUT_MS", "400", "PROVIDER_STREAM_SILENCE_MS", "1000",
                "RECONNECT_INITIAL_BACKOFF_MS", "10", "RECONNECT_MAX_BACKOFF_MS", "100",
                "ALPACA_REQUESTS_PER_MINUTE", "100000"));
        // It trades faster than the limits of a real venue let it, and at prices that nobody streams.
        settings.putAll(Map.of("RISK_MESSAGES_PER_SECOND", "0", "RISK_ORDER_VALUE_MAX", "0"));
        return settings;
    }

    @Override
    public void disturb() {
        switch (random.nextInt(60)) {
            case 0 -> venue.make("drop");
            case 1 -> venue.make("miss", 1 + random.nextInt(3));
            case 2 -> venue.make("reverse", 2);
            case 3 -> venue.make("twice", 3);
            case 4 -> actOnEnded();
            case 5 -> venue.say(random.nextBoolean()
                    ? "{\"stream\":\"trade_updates\",\"data\":{\"event\":\"fi"
                    : "{\"stream\":\"trade_updates\",\"data\":{\"event\":\"moon_phase\",\"order\":{}}}");
            case 6 -> venue.make("text", random.nextInt(2));
            case 7 -> {
                if (random.nextInt(8) == 0) {
                    restart();
                }
            }
            case 8, 9, 10, 11, 12, 13, 14 -> venue.fault(FAULTS.get(random.nextInt(FAULTS.size()))
                    .millis(random.nextInt(80)));
            default -> {
                // Most of the time nothing goes wrong.
            }
        }
    }

    private void restart() {
        venue.close();
        venue = AlpacaStandIn.start(manner, file);
    }

    @Override
    public void actAlone() {
        for (int i = random.nextInt(3); i > 0; i--) {
            actOnEnded();
        }
        if (random.nextInt(4) == 0) {
            restart();
        }
    }

    /// A fill that comes after the cancel.
    private void actOnEnded() {
        List<PaperOrder> canceled = venue.orders()
                .stream()
                .filter(order -> order.status().equals("canceled") && order.filledQty().signum() == 0)
                .toList();
        if (!canceled.isEmpty()) {
            venue.fill(canceled.get(random.nextInt(canceled.size())).clientId(), "1", "99.5");
        }
    }

    @Override
    public void calmDown() {
        venue.make("forget");
        venue.make("miss", 0);
        venue.make("reverse", 0);
        venue.make("twice", 0);
        venue.make("drop");
    }

    @Override
    public long openOrders() {
        return venue.orders().stream().filter(PaperOrder::isOpen).count();
    }

    @Override
    public Map<RouteId, Line> orders() {
        Map<RouteId, Line> lines = new HashMap<>();
        Map<String, PaperOrder> byId = new HashMap<>();
        venue.orders().forEach(order -> byId.put(order.venueId(), order));
        for (PaperOrder order : byId.values()) {
            if (RouteId.isRouteId(order.clientId())) {
                lines.put(RouteId.of(order.clientId()),
                        new Line(last(order, byId).qty(), order.filledQty(), order.isOpen()));
            }
        }
        return lines;
    }

    @Override
    public Map<VenueOrderId, Line> othersOrders() {
        Map<VenueOrderId, Line> lines = new HashMap<>();
        for (PaperOrder order : venue.orders()) {
            if (!RouteId.isRouteId(order.clientId())) {
                lines.put(new VenueOrderId(order.venueId()),
                        new Line(order.qty(), order.filledQty(), order.isOpen()));
            }
        }
        return lines;
    }

    /// The order that a chain of replaces has come to.
    private static PaperOrder last(PaperOrder order, Map<String, PaperOrder> byId) {
        PaperOrder next = byId.get(order.isRefusedReplace() ? order.text("replaces") : successorOf(order));
        return next == null ? order : last(next, byId);
    }

    private static @Nullable String successorOf(PaperOrder order) {
        return order.status().equals("replaced") ? order.text("replaced_by") : null;
    }

    @Override
    public Map<RouteId, Integer> submissions() {
        Map<RouteId, Integer> counts = new HashMap<>();
        venue.submissions().forEach((clientId, count) -> counts.put(RouteId.of(clientId), count));
        return counts;
    }

    /// The OrderID of the entry of each exit, by the venue's id.
    Map<String, String> parents() {
        Map<String, String> parents = new HashMap<>();
        for (PaperOrder order : venue.orders()) {
            PaperOrder entry = venue.entryOf(order);
            if (entry != null && !RouteId.isRouteId(order.clientId())) {
                parents.put(order.venueId(), RouteId.of(entry.clientId()).orderId().value());
            }
        }
        return parents;
    }

    /// How many fills were taken back or changed, by OrderID.
    Map<String, Integer> changes() {
        Map<String, Integer> changes = new HashMap<>();
        venue.changes()
                .forEach((clientId, count) -> changes.merge(RouteId.of(clientId).orderId().value(), count,
                        Integer::sum));
        return changes;
    }

    @Override
    public Map<String, BigDecimal> positions() {
        return venue.positions();
    }

    AlpacaStandIn venue() {
        return venue;
    }

    @Override
    public void close() {
        venue.close();
    }
}
