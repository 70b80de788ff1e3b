package dev.fixway.gateway;

import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.EmergencyDesk;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.VenueOrder;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `fixway kill --direct`: cancels what is open at a venue and looks until it is gone. What it did a gateway finds out
/// at its next start, or by its streams.
final class DirectKill {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);
    private final PrintWriter out;
    private final Duration patience;

    DirectKill(PrintWriter out, Duration patience) {
        this.out = out;
        this.patience = patience;
    }

    /// Whether nothing is open any more.
    ///
    /// - `name`: the provider's, while its venue has told no better one
    boolean cancelAll(String name, Supplier<EmergencyDesk> open) throws InterruptedException {
        try (EmergencyDesk desk = open.get()) {
            return cancelAll(desk);
        } catch (ProviderException e) {
            out.println(name + ": not done: " + e.getMessage());
            out.flush();
            return false;
        }
    }

    private boolean cancelAll(EmergencyDesk desk) throws InterruptedException {
        Map<VenueOrderId, Long> asked = new HashMap<>();
        long endNanos = System.nanoTime() + patience.toNanos();
        List<VenueOrder> left = desk.openOrders();
        while (!left.isEmpty()) {
            List<VenueOrder> due = left.stream().filter(order -> isDue(asked.get(order.venueOrderId()))).toList();
            if (!due.isEmpty()) {
                Map<VenueOrderId, Outcome> outcomes = desk.cancelAll(due);
                due.forEach(order -> told(desk, order, outcomes.get(order.venueOrderId())));
                due.forEach(order -> asked.put(order.venueOrderId(), System.nanoTime()));
            }
            if (System.nanoTime() - endNanos >= 0) {
                break;
            }
            Thread.sleep(LOOK);
            left = desk.openOrders();
        }
        left.forEach(order -> out.println(line(desk, order) + " is still open"));
        out.println(desk.platform() + ": " + asked.size() + " open orders found, " + left.size() + " still open");
        out.flush();
        return left.isEmpty();
    }

    private static boolean isDue(@Nullable Long askedNanos) {
        return askedNanos == null || System.nanoTime() - askedNanos > ASK_AGAIN.toNanos();
    }

    private void told(EmergencyDesk desk, VenueOrder order, @Nullable Outcome outcome) {
        String text = switch (outcome) {
            case Outcome.Accepted _ -> "cancel taken";
            case Outcome.Rejected rejected -> "cancel refused: " + rejected.text();
            case Outcome.Unknown unknown -> "cancel without an answer: " + unknown.cause();
            case null -> "not asked";
        };
        out.println(line(desk, order) + ' ' + text);
        out.flush();
    }

    private static String line(EmergencyDesk desk, VenueOrder order) {
        String clientId = order.clientId().isEmpty() ? "-" : order.clientId();
        return desk.platform() + ' ' + order.venueOrderId() + ' ' + clientId + ' ' + order.symbol() + ' ' + order.side()
                + ' ' + order.terms().orderQty() + ':';
    }
}
