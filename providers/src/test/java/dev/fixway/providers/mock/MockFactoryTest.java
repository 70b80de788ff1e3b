package dev.fixway.providers.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderFactory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MockFactoryTest {
    @TempDir
    private Path folder;

    @Test
    void isFoundAndKeepsItsBookInTheDataFolder() {
        ProviderFactory factory = ServiceLoader.load(ProviderFactory.class)
                .stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.name().equals("mock"))
                .findFirst()
                .orElseThrow();

        try (Provider provider = factory.create(environment(Map.of()), folder.resolve("data"),
                InstantSource.system())) {
            assertThat(provider.platform()).isEqualTo("mock");
            assertThat(folder.resolve("data/mock/book.journal")).exists();
        }
    }

    @Test
    void readsItsSettings() {
        MockSettings given = MockSettings.of(environment(Map.of("MOCK_SEED", "-3", "MOCK_FILL_DELAY_MS", "0",
                "MOCK_PARTIAL_FILL_RATIO", "0.25", "MOCK_OPEN_ORDERS_MAX", "5", "MOCK_ENDED_ORDERS_MAX", "6")));

        assertThat(given).isEqualTo(new MockSettings(-3L, Duration.ZERO, new BigDecimal("0.25"), 5, 6));
        assertThat(MockSettings.of(environment(Map.of())))
                .isEqualTo(new MockSettings(null, Duration.ofMillis(500), null, 100_000, 10_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "1", "-0.5", "half", "1E-1", "0.5 "})
    void ignoresAWrongRatio(String ratio) {
        assertThat(MockSettings.of(environment(Map.of("MOCK_PARTIAL_FILL_RATIO", ratio))).partialFillRatio()).isNull();
    }

    @Test
    void refusesAWrongSeed() {
        Environment environment = environment(Map.of("MOCK_SEED", "lucky"));

        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> MockSettings.of(environment))
                .withMessageContaining("MOCK_SEED")
                .withMessageContaining("lucky");
    }

    private Environment environment(Map<String, String> variables) {
        return Environment.read(variables, folder);
    }
}
