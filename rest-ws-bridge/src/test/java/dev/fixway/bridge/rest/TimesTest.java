package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({"2026-03-04T05:06:07Z,2026-03-04T05:06:07Z", "2026-03-04t05:06:07z,2026-03-04T05:06:07Z",
            "2026-03-04 05:06:07.5Z,2026-03-04T05:06:07.500Z", "2026-03-04T05:06:07+02:00,2026-03-04T03:06:07Z",
            "2026-03-04T05:06:07-0130,2026-03-04T06:36:07Z",
            "2026-03-04T05:06:07.1234567891Z,2026-03-04T05:06:07.123456789Z"})
    void readsTimeStamps(String text, String expected) {
        assertThat(Times.parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-03-04", "2026-03-04T05:06Z", "2026-03-04T05:06:07", "2026-03-04T05:06:07 02:00",
            "2026-13-04T05:06:07Z", "2026-02-30T05:06:07Z", "2026-03-04T25:06:07Z", "2026-03-04T05:06:07+99:00", "now"})
    void refusesWhatIsNoTimeStamp(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Times.parse(text));
    }
}
