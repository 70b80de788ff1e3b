package dev.fixway.engine.order;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.ProviderCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// What a venue was asked, as text: `submit O1-1 100` is the first route of the first order that it hears of.
final class CallLog {
    private final List<String> deeds;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Integer> startedTogether = new CopyOnWriteArrayList<>();
    private final Map<OrderId, String> aliases = new HashMap<>();

    /// - `deeds`: where it is written too, among what others do
    CallLog(List<String> deeds) {
        this.deeds = deeds;
    }

    /// Everything that reached the venue.
    List<String> all() {
        return List.copyOf(calls);
    }

    /// How many calls were started at once, each time.
    List<Integer> startedTogether() {
        return List.copyOf(startedTogether);
    }

    void started(List<Runnable> together) {
        startedTogether.add(together.size());
    }

    synchronized void called(ProviderCall call) {
        add(switch (call) {
            case ProviderCall.Submit s -> "submit " + alias(s.routeId()) + " " + s.terms().orderQty();
            case ProviderCall.Replace r -> "replace " + alias(r.routeId()) + " " + r.newTerms().orderQty();
            case ProviderCall.Cancel c -> "cancel " + alias(c.routeId());
        });
    }

    synchronized void lookedUp(RouteId routeId) {
        add("lookUp " + alias(routeId));
    }

    private void add(String text) {
        calls.add(text);
        deeds.add("call " + text);
    }

    private String alias(RouteId routeId) {
        String name = aliases.computeIfAbsent(routeId.orderId(), _ -> "O" + (aliases.size() + 1));
        return name + '-' + routeId.number();
    }
}
