package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which variables decide how the log is written.
class LoggingTest {
    @ParameterizedTest
    @CsvSource({"debug,DEBUG", "WARN,WARN", "loud,INFO", "'',INFO"})
    void takesLevels(String text, String level) {
        assertThat(Logging.level(Map.of("FIXWAY_LOG_LEVEL", text))).isEqualTo(level);
    }

    @Test
    void isInfoWithoutALevel() {
        assertThat(Logging.level(Map.of())).isEqualTo("INFO");
    }

    @Test
    void isForPeopleUnlessAPlatformCollectsIt() {
        assertThat(Logging.isCollected(Map.of())).isFalse();
        assertThat(Logging.isCollected(Map.of("ENVIRONMENT", "local"))).isFalse();
        assertThat(Logging.isCollected(Map.of("ENVIRONMENT", ""))).isTrue();
        assertThat(Logging.isCollected(Map.of("ENVIRONMENT", "staging"))).isTrue();
        assertThat(Logging.isCollected(Map.of("K_SERVICE", "", "ENVIRONMENT", "local"))).isTrue();
    }
}
