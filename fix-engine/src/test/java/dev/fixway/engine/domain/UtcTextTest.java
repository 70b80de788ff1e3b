package dev.fixway.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UtcTextTest {
    private static final DateTimeFormatter FIX = DateTimeFormatter.ofPattern("uuuuMMdd-HH:mm:ss.SSSSSS")
            .withZone(ZoneOffset.UTC);
    private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    @Test
    void writesWhatTheFormattersWrite() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            int nanos = switch (i % 4) {
                case 0 -> 0;
                case 1 -> random.nextInt(1_000) * 1_000_000;
                case 2 -> random.nextInt(1_000_000) * 1_000;
                default -> random.nextInt(1_000_000_000);
            };
            Instant at = Instant.ofEpochSecond(random.nextLong(FIRST, LAST + 1), nanos);

            assertThat(UtcText.iso(at)).as("seed %d", seed).isEqualTo(at.toString());
            assertThat(UtcText.instant(at.toString())).as("seed %d", seed).isEqualTo(at);
            assertThat(UtcText.fix(at)).as("seed %d", seed).isEqualTo(FIX.format(at));
        }
    }

    @Test
    void knowsTheEdgesOfTheCalendar() {
        for (String text : List.of("0000-01-01T00:00:00Z", "2000-02-29T23:59:59.999999999Z", "1900-02-28T00:00:00.001Z",
                "1900-03-01T00:00:00.000001Z", "1969-12-31T23:59:59Z", "9999-12-31T23:59:59Z")) {
            assertThat(UtcText.iso(Instant.parse(text))).isEqualTo(text);
        }
    }

    @Test
    void leavesYearsOfMoreDigitsToTheJdk() {
        assertThat(UtcText.iso(Instant.MAX)).isEqualTo(Instant.MAX.toString());
        assertThatThrownBy(() -> UtcText.fix(Instant.MAX)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsEveryTimeThatTheJdkReadsAndNoOther() {
        for (String text : List.of("2026-11-21T10:00:00.1Z", "2026-11-21T10:00:00.12345Z", "2026-11-21T24:00:00Z",
                "2026-11-21T23:59:60Z", "2026-11-21T10:00:00+01:00", "+12026-11-21T10:00:00Z")) {
            assertThat(UtcText.instant(text)).as(text).isEqualTo(Instant.parse(text));
        }
        for (String text : List.of("", "2026-02-29T10:00:00Z", "2026-13-01T10:00:00Z", "2026-11-21 10:00:00Z",
                "2026-11-21T10:00:00.1234567890Z", "2026-11-21T1a:00:00Z", "2026-11-21T10:60:00Z",
                "2026-11-21T10:00:00,5Z", "2026-11-21T10:00:00")) {
            assertThatThrownBy(() -> UtcText.instant(text)).as(text).isInstanceOf(DateTimeException.class);
        }
    }
}
