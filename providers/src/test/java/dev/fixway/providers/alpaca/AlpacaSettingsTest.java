package dev.fixway.providers.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which Alpaca is meant, and never real money by mistake.
class AlpacaSettingsTest {
    private static final String PAPER = "https://paper-api.alpaca.markets";
    private static final String LIVE = "https://api.alpaca.markets";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"-, -, true", "paper, -, true", "paper, true, true", "live, -, false",
            "live, false, false", "live, true, true"})
    void isPaperUnlessTheModeIsLive(String mode, String paper, boolean isPaper) {
        Map<String, String> settings = keys();
        putIfThere(settings, "GATEWAY_MODE", mode);
        putIfThere(settings, "ALPACA_PAPER", paper);

        AlpacaSettings read = read(settings);

        assertThat(read.isPaper()).isEqualTo(isPaper);
        assertThat(read.addresses().trading()).hasToString(isPaper ? PAPER : LIVE);
        assertThat(read.addresses().stream()).hasToString((isPaper ? PAPER : LIVE).replace("https", "wss") + "/stream");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"-", "paper"})
    void refusesRealMoneyThatOnlyAlpacaPaperAsksFor(String mode) {
        Map<String, String> settings = keys();
        settings.put("ALPACA_PAPER", "false");
        putIfThere(settings, "GATEWAY_MODE", mode);

        assertThatThrownBy(() -> read(settings)).isInstanceOf(ConfigException.class)
                .hasMessage("ALPACA_PAPER=false trades real money and needs GATEWAY_MODE=live");
    }

    @ParameterizedTest
    @ValueSource(strings = {LIVE, "https://API.alpaca.markets", "https://api.alpaca.markets:443/"})
    void refusesTheAddressOfRealMoneyInPaperMode(String address) {
        Map<String, String> settings = keys();
        settings.put("ALPACA_BASE_URL", address);

        assertThatThrownBy(() -> read(settings)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("trades real money and needs GATEWAY_MODE=live");
    }

    @Test
    void staysOnPaperThatAFileAsksFor() throws IOException {
        Map<String, String> settings = keys();
        settings.put("GATEWAY_MODE", "live");
        settings.put("ALPACA_PAPER_FILE", file("paper", "true"));

        assertThat(read(settings).isPaper()).isTrue();
    }

    @Test
    void takesKeysFromFiles() throws IOException {
        Map<String, String> settings = Map.of("ALPACA_API_KEY_FILE", file("key", "PK1"), "ALPACA_API_SECRET_FILE",
                file("secret", "very-secret"));

        assertThat(read(settings).credentials().key().reveal()).isEqualTo("PK1");
    }

    @Test
    void namesWhatIsMissingAndWhatIsSet() {
        assertThatThrownBy(() -> read(Map.of("ALPACA_API_KEY", "PK1"))).isInstanceOf(ConfigException.class)
                .hasMessage("alpaca needs ALPACA_API_KEY and ALPACA_API_SECRET: missing ALPACA_API_SECRET; set"
                        + " ALPACA_API_KEY");
        assertThatThrownBy(() -> read(Map.of())).hasMessageEndingWith(
                "missing ALPACA_API_KEY, ALPACA_API_SECRET; set none");
    }

    @Test
    void takesAddressesInPlaceOfItsOwn() {
        Map<String, String> settings = keys();
        settings.putAll(Map.of("ALPACA_BASE_URL", "http://127.0.0.1:1/", "ALPACA_DATA_URL", "http://127.0.0.1:2",
                "ALPACA_DATA_STREAM_URL", "ws://127.0.0.1:3"));

        AlpacaSettings.Addresses read = read(settings).addresses();

        assertThat(read.trading()).hasToString("http://127.0.0.1:1");
        assertThat(read.stream()).hasToString("ws://127.0.0.1:1/stream");
        assertThat(read.data()).hasToString("http://127.0.0.1:2");
        assertThat(read.dataStream()).hasToString("ws://127.0.0.1:3");
    }

    @ParameterizedTest
    @CsvSource({"ALPACA_BASE_URL,ftp://x", "ALPACA_BASE_URL,http://user:pw@host", "ALPACA_STREAM_URL,http://x"})
    void refusesWhatIsNoAddress(String name, String value) {
        Map<String, String> settings = keys();
        settings.put(name, value);

        assertThatThrownBy(() -> read(settings)).isInstanceOf(ConfigException.class).hasMessageContaining(name);
    }

    @Test
    void printsNoSecret() {
        assertThat(read(keys()).toString()).doesNotContain("PK-test", "very-secret");
    }

    private static Map<String, String> keys() {
        return new HashMap<>(Map.of("ALPACA_API_KEY", "PK-test", "ALPACA_API_SECRET", "very-secret"));
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static void putIfThere(Map<String, String> settings, String name, String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }

    private AlpacaSettings read(Map<String, String> settings) {
        return AlpacaSettings.read(Environment.read(settings, folder));
    }
}
