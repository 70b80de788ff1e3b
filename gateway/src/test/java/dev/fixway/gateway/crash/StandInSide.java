package dev.fixway.gateway.crash;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.Capabilities.Amends;
import dev.fixway.providers.standin.Fault;
import dev.fixway.providers.standin.Fault.Kind;
import dev.fixway.providers.standin.Fault.On;
import dev.fixway.providers.standin.StandInControl;
import dev.fixway.providers.standin.StandInMessages.Event;
import dev.fixway.providers.standin.StandInMessages.FillText;
import dev.fixway.providers.standin.StandInMessages.OrderText;
import dev.fixway.providers.standin.StandInProcess;
import dev.fixway.providers.standin.StandInVenue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// The stand-in, in a process of its own that outlives the gateway and is killed now and then too.
final class StandInSide implements CrashVenue {
    private static final Set<String> OPEN = Set.of("pending", "open");
    // What a test must release by hand would stay for ever.
    private static final Set<Kind> BY_HAND = Set.of(Kind.HELD, Kind.NO_ACK, Kind.SILENT_NO_ACK);
    private static final List<Kind> KINDS = List.of(Kind.values())
            .stream()
            .filter(kind -> !BY_HAND.contains(kind))
            .toList();
    private static final List<On> REQUESTS = List.of(On.values());
    private final StandInProcess process;
    private final StandInControl control;
    private final Random random;

    StandInSide(Path folder, Random random) {
        this.random = random;
        process = StandInProcess.start(folder, new StandInVenue.Manner(0, Amends.IN_PLACE, Duration.ofMillis(100),
                Duration.ofMillis(15), new BigDecimal("0.4")));
        control = new StandInControl(process.port());
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("GATEWAY_PROVIDER", "stand-in", "STAND_IN_URL", process.url(), "STAND_IN_VISIBILITY_MS", "400",
                "PROVIDER_REQUEST_TIMEOUT_MS", "400", "PROVIDER_STREAM_SILENCE_MS", "1000",
                "RECONNECT_INITIAL_BACKOFF_MS", "10", "RECONNECT_MAX_BACKOFF_MS", "100");
    }

    @Override
    public void disturb() {
        switch (random.nextInt(60)) {
            case 0 -> control.dropStream();
            case 1 -> control.missEvents(1 + random.nextInt(3));
            case 2 -> control.reverseEvents(2);
            case 3 -> control.doubleEvents(3);
            case 4 -> actOnEnded();
            case 5 -> {
                if (random.nextInt(8) == 0) {
                    process.restart();
                }
            }
            case 6, 7, 8, 9, 10, 11, 12 -> control.fault(Fault
                    .next(KINDS.get(random.nextInt(KINDS.size())), REQUESTS.get(random.nextInt(REQUESTS.size())))
                    .millis(random.nextInt(80)));
            default -> {
                // Most of the time nothing goes wrong.
            }
        }
    }

    @Override
    public void actAlone() {
        for (int i = random.nextInt(3); i > 0; i--) {
            actOnEnded();
        }
        if (random.nextInt(4) == 0) {
            process.restart();
        }
    }

    /// A late fill, a repeated fill, a bust or a correction of an order that has ended.
    private void actOnEnded() {
        List<OrderText> ended = control.picture()
                .orders()
                .stream()
                .filter(order -> !OPEN.contains(order.state()))
                .toList();
        if (ended.isEmpty()) {
            return;
        }
        OrderText order = ended.get(random.nextInt(ended.size()));
        Map<String, FillText> fills = fills(order);
        if (fills.isEmpty() && order.state().equals("canceled")) {
            control.fill(order.clientId(), "1", "99.5");
        } else if (!fills.isEmpty()) {
            FillText fill = fills.values().iterator().next();
            switch (random.nextInt(3)) {
                case 0 -> control.bust(order.clientId(), fill.fillId());
                case 1 -> control.correct(order.clientId(), fill.fillId(), fill.quantity(),
                        "100." + (1 + random.nextInt(9)));
                default -> control.fill(order.clientId(), fill.fillId(), fill.quantity(), fill.price());
            }
        }
    }

    /// Fills as they stand.
    private static Map<String, FillText> fills(OrderText order) {
        Map<String, FillText> fills = new LinkedHashMap<>();
        for (Event event : order.events()) {
            FillText fill = event.fill();
            if (fill != null && event.kind().equals("bust")) {
                fills.remove(fill.fillId());
            } else if (fill != null) {
                fills.put(fill.fillId(), fill);
            }
        }
        return fills;
    }

    @Override
    public void calmDown() {
        control.forgetFaults();
        control.missEvents(0);
        control.doubleEvents(0);
        control.dropStream();
    }

    @Override
    public long openOrders() {
        return orders().values().stream().filter(Line::isOpen).count();
    }

    @Override
    public Map<RouteId, Line> orders() {
        Map<RouteId, Line> lines = new HashMap<>();
        for (OrderText order : control.picture().orders()) {
            BigDecimal filled = fills(order).values()
                    .stream()
                    .map(fill -> new BigDecimal(fill.quantity()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            lines.put(RouteId.of(order.clientId()), new Line(new BigDecimal(order.terms().quantity()), filled,
                    OPEN.contains(order.state())));
        }
        return lines;
    }

    @Override
    public Map<RouteId, Integer> submissions() {
        Map<RouteId, Integer> counts = new HashMap<>();
        control.picture().submissions().forEach((clientId, count) -> counts.put(RouteId.of(clientId), count));
        return counts;
    }

    @Override
    public Map<String, BigDecimal> positions() {
        Map<String, BigDecimal> positions = new HashMap<>();
        control.picture().positions().forEach(p -> positions.put(p.symbol(), new BigDecimal(p.quantity())));
        return positions;
    }

    @Override
    public void close() {
        control.close();
        process.close();
    }
}
