package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which venues are chosen by which settings.
class ProviderChoiceTest {
    private static final Map<String, String> KEYS = Map.of("ALPACA_API_KEY", "PK1", "ALPACA_API_SECRET", "s");

    @TempDir
    Path folder = Path.of("");

    @Test
    void takesTheMockWithoutAnySetting() {
        assertThat(chosen(Map.of())).containsExactly("mock");
    }

    @Test
    void takesTheVenueThatHasCredentials() {
        assertThat(chosen(KEYS)).containsExactly("alpaca");
    }

    @Test
    void takesTheVenueWhoseCredentialsAreInFiles() throws IOException {
        assertThat(chosen(Map.of("ALPACA_API_KEY_FILE", file("key", "PK1"), "ALPACA_API_SECRET_FILE",
                file("secret", "s")))).containsExactly("alpaca");
    }

    @Test
    void takesTheVenueThatAFileNames() throws IOException {
        assertThat(chosen(Map.of("GATEWAY_PROVIDER_FILE", file("provider", "mock"), "ALPACA_API_KEY", "PK1",
                "ALPACA_API_SECRET", "s"))).containsExactly("mock");
    }

    @Test
    void takesWhatIsNamedInItsOrderWhateverHasCredentials() {
        assertThat(chosen(Map.of("GATEWAY_PROVIDER", "mock, alpaca", "ALPACA_API_KEY", "PK1"))).containsExactly("mock",
                "alpaca");
    }

    @Test
    void refusesAProviderThatIsNamedTwice() {
        assertThatThrownBy(() -> chosen(Map.of("GATEWAY_PROVIDER", "mock,mock"))).isInstanceOf(ConfigException.class)
                .hasMessage("GATEWAY_PROVIDER names mock twice");
    }

    @Test
    void saysWhatIsMissingOfCredentials() {
        Environment environment = Environment.read(Map.of("ALPACA_API_SECRET", "s"), folder);
        ProviderFactory alpaca = ProviderChoice.choose(environment).getFirst();

        assertThatThrownBy(() -> alpaca.create(environment, folder, InstantSource.system()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("alpaca needs ALPACA_API_KEY and ALPACA_API_SECRET: missing ALPACA_API_KEY; set"
                        + " ALPACA_API_SECRET");
    }

    @Test
    void isLiveOnlyByTheRealEnvironment() throws IOException {
        Files.writeString(folder.resolve(".env"), "GATEWAY_MODE=live\n");
        assertThatThrownBy(() -> chosen(KEYS)).isInstanceOf(ConfigException.class)
                .hasMessage("GATEWAY_MODE=live must come from the real environment, not from .env");

        Map<String, String> live = Map.of("ALPACA_API_KEY", "PK1", "ALPACA_API_SECRET", "s", "GATEWAY_MODE", "live");
        Environment environment = Environment.read(live, folder);
        try (Provider alpaca = ProviderChoice.choose(environment)
                .getFirst()
                .create(environment, folder, InstantSource.system())) {
            assertThat(alpaca.platform()).isEqualTo("alpaca-live");
        }
    }

    private List<String> chosen(Map<String, String> settings) {
        return ProviderChoice.choose(Environment.read(settings, folder)).stream().map(ProviderFactory::name).toList();
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
