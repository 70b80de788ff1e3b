package dev.fixway.providers;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/// A listener that keeps what it was told.
public final class Heard implements ProviderListener {
    private static final Duration POLL = Duration.ofMillis(2);
    private static final Duration WAIT_MAX = Duration.ofSeconds(10);

    private final List<ProviderEvent> events = new CopyOnWriteArrayList<>();
    private final List<VenueOrder> foreign = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger losses = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile @Nullable String cursor;

    @Override
    public void onEvent(ProviderEvent event, @Nullable String newCursor) {
        cursor = newCursor;
        events.add(event);
    }

    @Override
    public void onForeign(VenueOrder order, @Nullable String newCursor) {
        cursor = newCursor;
        foreign.add(order);
    }

    /// Where the stream was after the last event.
    public @Nullable String cursor() {
        return cursor;
    }

    @Override
    public void onTrouble(@Nullable RouteId routeId, String text) {
        troubles.add(routeId + ": " + text);
    }

    /// What needs a person, each behind whose order it is.
    public List<String> awaitTroubles(int count) {
        soon().until(() -> troubles.size() >= count);
        return List.copyOf(troubles);
    }

    public List<VenueOrder> foreign() {
        return List.copyOf(foreign);
    }

    @Override
    public void onConnected() {
        connections.incrementAndGet();
    }

    @Override
    public void onLost(String cause) {
        losses.incrementAndGet();
    }

    @Override
    public void onAttempt() {
        attempts.incrementAndGet();
    }

    /// How often the connection was tried for again.
    public int attempts() {
        return attempts.get();
    }

    public void awaitConnected() {
        awaitConnected(1);
    }

    /// Waits for the n-th connection.
    public void awaitConnected(int n) {
        soon().until(() -> connections.get() >= n);
    }

    /// Waits for the n-th loss.
    public void awaitLost(int n) {
        soon().until(() -> losses.get() >= n);
    }

    public List<VenueOrder> awaitForeign(int count) {
        soon().until(() -> foreign.size() >= count);
        return foreign();
    }

    /// Waits for so many events of a kind and returns them, in order.
    public <E extends ProviderEvent> List<E> await(Class<E> kind, int count) {
        soon().until(() -> of(kind).size() >= count);
        return of(kind);
    }

    /// Waits for so many events of a kind that another listener has not heard, and returns them; what is repeated, the
    /// engine knows.
    public <E extends ProviderEvent> List<E> awaitNews(Heard before, Class<E> kind, int count) {
        soon().until(() -> news(before, kind).size() >= count);
        return news(before, kind);
    }

    private <E extends ProviderEvent> List<E> news(Heard before, Class<E> kind) {
        return of(kind).stream().filter(event -> !before.events.contains(event)).toList();
    }

    public <E extends ProviderEvent> List<E> of(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public List<ProviderEvent> events() {
        return List.copyOf(events);
    }

    private static ConditionFactory soon() {
        return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(POLL).atMost(WAIT_MAX);
    }
}
