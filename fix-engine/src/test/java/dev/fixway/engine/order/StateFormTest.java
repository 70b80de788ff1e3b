package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The form of snapshots.
class StateFormTest {
    private static final RecoveredState EMPTY = new RecoveredState(7, new UsedIds(), Map.of(), Map.of(), List.of(),
            List.of());

    @Test
    void readsWhatItWrote() {
        try (EngineRig rig = EngineRig.ready()) {
            RestClient.Asked asked = rig.rest.close("pos-1", "aa", "2", "10", Long.MAX_VALUE);
            var order = ((Answer.Known) asked.answer()).order();
            RecoveredClose close = new RecoveredClose(order, "aa", rig.clock.instant());
            RecoveredState state = new RecoveredState(7, new UsedIds(), Map.of(), Map.of(), List.of(order),
                    List.of(close));

            RecoveredState read = Objects.requireNonNull(StateReader.read(StateWriter.write(state)));

            assertThat(read.closes()).containsExactly(close);
            assertThat(read.openOrders()).containsExactly(order);
            assertThat(close.close().positionId()).isEqualTo("pos-1");
        }
    }

    @Test
    void readsTheFormOfBeforeAndNoOther() {
        byte[] now = StateWriter.write(EMPTY);
        byte[] before = Arrays.copyOf(now, now.length - Integer.BYTES);
        before[0] = (byte) StateWriter.VERSION_BEFORE;

        RecoveredState read = Objects.requireNonNull(StateReader.read(before));

        assertThat(read.lastNumber()).isEqualTo(7);
        assertThat(read.closes()).isEmpty();
        before[0] = 1;
        assertThat(StateReader.read(before)).isNull();
    }
}
