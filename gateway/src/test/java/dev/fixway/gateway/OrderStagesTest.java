package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.bridge.rest.RestEdge;
import dev.fixway.bridge.rest.TradingMetrics;
import dev.fixway.config.Secret;
import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderStagesTest {
    private static final ProviderId MOCK = new ProviderId("mock");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private long nanos = 1;
    private Instant now = NOON;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final OrderStages stages = new OrderStages(() -> nanos, new InstantSource() {
        @Override
        public Instant instant() {
            return now;
        }
    });

    @BeforeEach
    void connect() {
        stages.into(new TradingMetrics(registry, new RestEdge(AccountId.MAIN, Map.of(MOCK, "mock"),
                Secret.of("of-operators"), "0")));
    }

    private static OrderId order(long number) {
        return OrderId.of("TEST", number);
    }

    private void committed(EventType type, long number) {
        stages.committed(stages.now(), MOCK, type, LedgerEvent.of(type)
                .set(LedgerField.ORDER_ID, order(number))
                .set(LedgerField.RECEIVED_AT, NOON)
                .at(1));
    }

    private void later(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        now = now.plusMillis(millis);
    }

    private double millis(TradingMetrics.Stage stage) {
        Timer timer = registry.find("fixway.order.stage")
                .tag("stage", stage.name().toLowerCase(java.util.Locale.ROOT))
                .timer();
        return timer == null ? -1 : timer.totalTime(TimeUnit.MILLISECONDS);
    }

    private long count(TradingMetrics.Stage stage) {
        Timer timer = registry.find("fixway.order.stage")
                .tag("stage", stage.name().toLowerCase(java.util.Locale.ROOT))
                .timer();
        return timer == null ? 0 : timer.count();
    }

    @Test
    void timesEachPartOfTheWay() {
        later(3);
        committed(EventType.ORDER_RECEIVED, 1);
        committed(EventType.ROUTED, 1);
        later(5);
        stages.submitting(MOCK, order(1).route(1));
        later(7);
        committed(EventType.ACKNOWLEDGED, 1);
        later(11);
        committed(EventType.PARTIAL_FILL, 1);
        later(13);
        committed(EventType.FILL, 1);

        assertThat(millis(TradingMetrics.Stage.RECEIVED_COMMITTED)).isEqualTo(3);
        assertThat(millis(TradingMetrics.Stage.COMMITTED_SENT)).isEqualTo(5);
        assertThat(millis(TradingMetrics.Stage.SENT_ACKNOWLEDGED)).isEqualTo(7);
        assertThat(millis(TradingMetrics.Stage.ACKNOWLEDGED_FILLED)).isEqualTo(11);
        assertThat(count(TradingMetrics.Stage.ACKNOWLEDGED_FILLED)).isEqualTo(1);
    }

    @Test
    void takesNoTimesOfOrdersThatEndedUnfilled() {
        committed(EventType.ROUTED, 1);
        stages.submitting(MOCK, order(1).route(1));
        committed(EventType.REJECTED, 1);
        committed(EventType.ACKNOWLEDGED, 1);
        stages.submitting(MOCK, order(3).route(1));
        committed(EventType.FILL, 2);

        assertThat(count(TradingMetrics.Stage.COMMITTED_SENT)).isEqualTo(1);
        assertThat(count(TradingMetrics.Stage.SENT_ACKNOWLEDGED)).isZero();
        assertThat(count(TradingMetrics.Stage.ACKNOWLEDGED_FILLED)).isZero();
    }

    @Test
    void forgetsTheOldestOrdersBehindManyOthers() {
        for (int number = 1; number <= 16_385; number++) {
            committed(EventType.ROUTED, number);
        }
        stages.submitting(MOCK, order(1).route(1));
        assertThat(count(TradingMetrics.Stage.COMMITTED_SENT)).isZero();

        stages.submitting(MOCK, order(2).route(1));
        assertThat(count(TradingMetrics.Stage.COMMITTED_SENT)).isEqualTo(1);
    }
}
