package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.OrderId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Ids are never made twice, whatever an earlier process recorded of its own.
class OrderIdsTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00.000000001Z");

    @Test
    void idsOfAnOrderAndOfAReportAreOneSeries() {
        OrderIds ids = new OrderIds("T3ST", 0, START);

        long first = ids.next().number();
        assertThat(OrderIds.numberOf(ids.exec("STA").value())).isEqualTo(first + 1);
        assertThat(OrderIds.numberOf(ids.exec("DEN").value())).isEqualTo(first + 2);
        assertThat(ids.next()).isEqualTo(OrderId.of("T3ST", first + 3));
        assertThat(ids.last()).isEqualTo(first + 3);
    }

    @Test
    void whatWasUsedAndNotRecordedIsNotUsedAgain() {
        OrderIds before = new OrderIds("T3ST", 0, START);
        for (int i = 0; i < 1_000; i++) {
            before.exec("STA");
        }

        assertThat(new OrderIds("T3ST", 0, START.plusMillis(1)).next().number()).isGreaterThan(before.last());
    }

    @Test
    void whatIsRecordedIsNotUsedAgainByAClockThatIsBehind() {
        OrderIds before = new OrderIds("T3ST", 0, START);
        OrderId recorded = before.next();

        assertThat(new OrderIds("T3ST", recorded.number(), START.minusSeconds(3_600)).next().number())
                .isEqualTo(recorded.number() + 1);
    }
}
