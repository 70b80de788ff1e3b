package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.order.EngineStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// What `/metrics` counts about orders. Any thread; a series appears with its first update.
public final class TradingMetrics {
    private static final Duration[] BUCKETS = DoubleStream
            .of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .mapToObj(millis -> Duration.ofMillis((long) millis))
            .toArray(Duration[]::new);

    private static final Duration[] COMMIT_BUCKETS = micros(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000,
            50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000);
    private static final Duration[] STAGE_BUCKETS = micros(100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000,
            100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 60_000_000);
    private static final double[] GROUP_BUCKETS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};

    private final PrometheusMeterRegistry registry;
    private final RestEdge edge;
    private final Timer commits;
    private final DistributionSummary groups;
    private final Counter failedCommits;
    // Finding a meter by its name and tags costs more than all the rest of counting.
    private final Map<ProviderId, Timer> submissions = new ConcurrentHashMap<>();
    private final Map<ProviderId, Counter> accepted = new ConcurrentHashMap<>();
    private final Map<String, Counter> refusals = new ConcurrentHashMap<>();
    private final Map<Happening, Counter> events = new ConcurrentHashMap<>();
    private final Map<Passage, Timer> stages = new ConcurrentHashMap<>();
    private final Map<Happening, Counter> connections = new ConcurrentHashMap<>();
    private final Map<ProviderId, Counter> attempts = new ConcurrentHashMap<>();

    // The registry holds what it asks for a count weakly.
    private final Queue<LongSupplier> counts = new ConcurrentLinkedQueue<>();

    private record Happening(ProviderId provider, EventType type) {}

    private record Passage(ProviderId provider, Stage stage) {}

    /// A part of an order's way.
    public enum Stage {
        // From its arrival to the commit of what was wanted.
        RECEIVED_COMMITTED,
        // From that commit to the call to the venue.
        COMMITTED_SENT,
        // From the call to the commit of the venue's acknowledgement.
        SENT_ACKNOWLEDGED,
        // From that to the commit of the first execution.
        ACKNOWLEDGED_FILLED
    }

    public TradingMetrics(PrometheusMeterRegistry registry, RestEdge edge) {
        this.registry = registry;
        this.edge = edge;
        commits = Timer.builder("fixway.ledger.commit").serviceLevelObjectives(COMMIT_BUCKETS).register(registry);
        groups = DistributionSummary.builder("fixway.ledger.group.events")
                .serviceLevelObjectives(GROUP_BUCKETS)
                .register(registry);
        failedCommits = Counter.builder("fixway.ledger.commit.failures").register(registry);
    }

    private static Duration[] micros(long... micros) {
        return LongStream.of(micros)
                .mapToObj(m -> Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(m)))
                .toArray(Duration[]::new);
    }

    /// A group was committed.
    public void committed(long nanos, int events) {
        commits.record(nanos, TimeUnit.NANOSECONDS);
        groups.record(events);
    }

    /// A group could not be committed.
    public void commitFailed() {
        failedCommits.increment();
    }

    /// An order has passed a part of its way.
    public void passed(ProviderId provider, Stage stage, long nanos) {
        stages.computeIfAbsent(new Passage(provider, stage),
                passage -> Timer.builder("fixway.order.stage")
                        .tags("platform", edge.platform(provider), "stage", stage.name().toLowerCase(Locale.ROOT))
                        .serviceLevelObjectives(STAGE_BUCKETS)
                        .register(registry))
                .record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /// Another attempt to connect to a venue begins. Any thread.
    public void attempt(ProviderId provider) {
        attempts.computeIfAbsent(provider,
                _ -> Counter.builder("gateway.broker.reconnect.attempts")
                        .tag("platform", edge.platform(provider))
                        .register(registry))
                .increment();
    }

    /// Both exits of an order were filled.
    public void doubleExit(ProviderId provider) {
        registry.counter("gateway.oco.double.exit", "platform", edge.platform(provider)).increment();
    }

    /// The streams of a provider broke, came back after that, or could not be had for long.
    public void connection(ProviderId provider, EventType type) {
        String name = switch (type) {
            case PROVIDER_LOST -> "gateway.broker.disconnections";
            case PROVIDER_AWAY -> "gateway.broker.reconnect.failures";
            default -> "gateway.broker.reconnections";
        };
        connections.computeIfAbsent(new Happening(provider, type),
                _ -> Counter.builder(name).tag("platform", edge.platform(provider)).register(registry)).increment();
    }

    /// Shows whether orders to each provider are taken.
    public void watchProviders(Supplier<EngineStatus> engine, Collection<ProviderId> providers) {
        for (ProviderId provider : providers) {
            Gauge.builder("fixway.provider.ready", () -> engine.get().isReady(provider) ? 1 : 0)
                    .tag("platform", edge.platform(provider))
                    .register(registry);
        }
    }

    /// Shows whether a FIX session is logged on, whether its reports wait because it is behind, and how many messages
    /// its socket has not taken.
    public void watchFixSession(String session, BooleanSupplier isLoggedOn, BooleanSupplier isBehind,
            IntSupplier unwritten) {
        Gauge.builder("fixway.fix.session.logged.on", () -> isLoggedOn.getAsBoolean() ? 1 : 0)
                .tag("session", session)
                .register(registry);
        Gauge.builder("fixway.fix.session.behind", () -> isBehind.getAsBoolean() ? 1 : 0)
                .tag("session", session)
                .register(registry);
        Gauge.builder("fixway.fix.session.unwritten.messages", unwritten::getAsInt)
                .tag("session", session)
                .register(registry);
    }

    /// Shows the last committed event.
    public void watchHead(LongSupplier headSeq) {
        Gauge.builder("fixway.ledger.head.seq", headSeq::getAsLong).register(registry);
    }

    /// Shows how the engine is.
    void watch(Supplier<EngineStatus> engine) {
        Gauge.builder("fixway.engine.running",
                () -> engine.get().state() == EngineStatus.State.RUNNING ? 1 : 0).register(registry);
        Gauge.builder("fixway.kill.switch", () -> engine.get().kill().isOn() ? 1 : 0).register(registry);
        Gauge.builder("fixway.engine.open.orders", () -> engine.get().openOrders()).register(registry);
        Gauge.builder("fixway.engine.orders.in.doubt", () -> engine.get().ordersInDoubt()).register(registry);
        Gauge.builder("fixway.engine.oldest.doubt.seconds", () -> engine.get().oldestDoubt().toMillis() / 1_000.0)
                .register(registry);
    }

    /// Shows how many commands and events wait for the engine.
    public void watchInbox(IntSupplier size) {
        Gauge.builder("fixway.engine.inbox", size::getAsInt).register(registry);
    }

    /// Shows early that the ledger will not be writable for long.
    public void watchRoom(BooleanSupplier lacksRoom) {
        Gauge.builder("fixway.ledger.lacks.room", () -> lacksRoom.getAsBoolean() ? 1 : 0).register(registry);
    }

    /// Shows the last event under a signature, and counts the checkpoints that could not be written.
    public void watchCheckpoints(LongSupplier signedSeq, LongSupplier failures) {
        Gauge.builder("fixway.ledger.signed.seq", signedSeq::getAsLong).register(registry);
        count("fixway.ledger.checkpoint.failures", failures);
    }

    /// Counts recoveries from failed commits.
    public void watchRestarts(LongSupplier restarts) {
        count("fixway.engine.restarts", restarts);
    }

    /// Counts the FIX connections that were closed or turned away for a reason.
    public void watchFixRefusals(String reason, LongSupplier refusals) {
        count("fixway.fix.connections.refused", refusals, "reason", reason);
    }

    /// Shows how many connections are open, and how many were closed for want of room.
    void watchConnections(IntSupplier open, LongSupplier refused) {
        Gauge.builder("fixway.http.connections", open::getAsInt).register(registry);
        count("fixway.http.connections.refused", refused);
    }

    /// Shows how many clients the stream has, and counts those that were closed because they did not read.
    void watchStream(IntSupplier clients, LongSupplier slow) {
        Gauge.builder("gateway.ws.connections.active", clients::getAsInt).register(registry);
        count("gateway.ws.slow.consumer.disconnects", slow);
    }

    /// Shows how many committed events the query side has not applied yet, and counts the batches that it did not take.
    public void watchFollower(LongSupplier lag, LongSupplier failures) {
        Gauge.builder("fixway.ledger.follower.lag", lag::getAsLong).register(registry);
        count("fixway.ledger.follower.failures", failures);
    }

    private void count(String name, LongSupplier count, String... tags) {
        counts.add(count);
        FunctionCounter.builder(name, count, LongSupplier::getAsLong).tags(tags).register(registry);
    }

    /// The ticker that spans are measured with.
    long nanos() {
        return registry.config().clock().monotonicTime();
    }

    /// A submission reached its provider and has an answer.
    void submitted(ProviderId provider, long startNanos) {
        submissions
                .computeIfAbsent(provider,
                        p -> Timer.builder("gateway.order.submit.duration")
                                .tag("platform", edge.platform(p))
                                .serviceLevelObjectives(BUCKETS)
                                .register(registry))
                .record(nanos() - startNanos, TimeUnit.NANOSECONDS);
    }

    /// The provider accepted a client's submission.
    void accepted(ProviderId provider) {
        accepted.computeIfAbsent(provider,
                p -> Counter.builder("gateway.orders.submitted").tag("platform", edge.platform(p)).register(registry))
                .increment();
    }

    /// A client reset the circuit breakers.
    void breakersReset() {
        registry.counter("gateway.circuit.breaker.resets").increment();
    }

    /// A rule of the controls refused an order or a replace.
    public void refused(String rule) {
        refusals.computeIfAbsent(rule,
                _ -> Counter.builder("fixway.risk.refusals").tag("rule", rule).register(registry))
                .increment();
    }

    /// Something committed happened to an order; what is no order event is not counted.
    public void orderEvent(ProviderId provider, EventType type) {
        String name = nameOf(type);
        if (name != null) {
            events.computeIfAbsent(new Happening(provider, type),
                    _ -> Counter.builder("gateway.order.events")
                            .tags("platform", edge.platform(provider), "event_type", name)
                            .register(registry))
                    .increment();
        }
    }

    private static @Nullable String nameOf(EventType type) {
        return switch (type) {
            case ACKNOWLEDGED, ORDER_ADOPTED -> "created";
            case REPLACE_ACCEPTED, RESTATED -> "modified";
            case CANCEL_ACCEPTED, CANCELLED -> "cancelled";
            case REJECTED -> "rejected";
            case FILL -> "filled";
            case PARTIAL_FILL -> "partially_filled";
            case EXPIRED -> "expired";
            default -> null;
        };
    }

    /// The text of `/metrics`.
    String text() {
        return MetricsText.of(registry.scrape());
    }
}
