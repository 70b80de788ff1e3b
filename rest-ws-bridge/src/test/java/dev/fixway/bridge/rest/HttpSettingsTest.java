package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    @TempDir
    Path folder;

    private HttpSettings read(Map<String, String> variables) {
        return HttpSettings.read(Environment.read(variables, folder));
    }

    @Test
    void hasDefaults() {
        HttpSettings settings = read(Map.of("GATEWAY_API_KEY", "", "GIT_SHA", ""));

        assertThat(settings.host().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.apiKey()).isNull();
        assertThat(settings.gitSha()).isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0,0.0.0.0", "[::1],0:0:0:0:0:0:0:1"})
    void takesLiteralAddresses(String text, String expected) {
        assertThat(read(Map.of("GATEWAY_HOST", text)).host().getHostAddress()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "127.1", "256.0.0.1", "::1", "[::1", "[127.0.0.1]x", "0x7f.0.0.1"})
    void refusesOtherHosts(String text) {
        assertThatThrownBy(() -> read(Map.of("GATEWAY_HOST", text))).isInstanceOf(ConfigException.class)
                .hasMessageContaining("GATEWAY_HOST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "", "http"})
    void refusesOtherPorts(String text) {
        assertThatThrownBy(() -> read(Map.of("GATEWAY_PORT", text))).isInstanceOf(ConfigException.class)
                .hasMessageContaining("GATEWAY_PORT");
    }

    @Test
    void takesAKeyOf32Bytes() {
        assertThat(Objects.requireNonNull(read(Map.of("GATEWAY_API_KEY", KEY)).apiKey()).reveal()).isEqualTo(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef0123456789abcde", "short", " " + KEY, KEY + " ", KEY + "é", KEY + "\t"})
    void refusesKeysThatNobodyCanPresent(String key) {
        assertThatThrownBy(() -> read(Map.of("GATEWAY_API_KEY", key))).isInstanceOf(ConfigException.class)
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining(key);
    }
}
