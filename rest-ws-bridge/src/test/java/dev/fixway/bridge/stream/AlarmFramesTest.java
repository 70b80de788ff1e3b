package dev.fixway.bridge.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import org.junit.jupiter.api.Test;

class AlarmFramesTest {
    @Test
    void tellsAnAlarmThatIsAboutNoKnownVenue() {
        LedgerEvent row = LedgerEvent.of(EventType.ALARM_RAISED)
                .set(LedgerField.REASON_TEXT, "look")
                .set(LedgerField.RECORDED_AT, "2026-03-02T09:30:00Z")
                .at(7);

        assertThat(AlarmFrames.of(row, null)).hasToString(
                "{\"type\":\"error\",\"code\":\"INTERNAL_ERROR\",\"message\":\"look\",\"details\":{},"
                        + "\"timestamp\":\"2026-03-02T09:30:00Z\"}");
    }
}
