package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.KillState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The form of snapshots.
class StateFormTest {
    private static final RecoveredState EMPTY = new RecoveredState(7, new UsedIds(), Map.of(), Map.of(), List.of(),
            List.of(), KillState.off());

    @Test
    void readsWhatItWrote() {
        try (EngineRig rig = EngineRig.ready()) {
            RestClient.Asked asked = rig.rest.close("pos-1", "aa", "2", "10", Long.MAX_VALUE);
            var order = ((Answer.Known) asked.answer()).order();
            RecoveredClose close = new RecoveredClose(order, "aa", rig.clock.instant());
            RecoveredState state = new RecoveredState(7, new UsedIds(), Map.of(), Map.of(), List.of(order),
                    List.of(close), KillState.off());

            RecoveredState read = Objects.requireNonNull(StateReader.read(StateWriter.write(state)));

            assertThat(read.closes()).containsExactly(close);
            assertThat(read.openOrders()).containsExactly(order);
            assertThat(close.close().positionId()).isEqualTo("pos-1");
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 5", "3, 1"})
    void readsTheFormsOfBefore(int version, int shorter) {
        byte[] now = StateWriter.write(EMPTY);
        byte[] before = Arrays.copyOf(now, now.length - shorter);
        before[0] = (byte) version;

        RecoveredState read = Objects.requireNonNull(StateReader.read(before));

        assertThat(StateWriter.write(read)).isEqualTo(now);
    }

    @Test
    void readsNoOther() {
        byte[] other = StateWriter.write(EMPTY);
        other[0] = 1;

        assertThat(StateReader.read(other)).isNull();
    }
}
