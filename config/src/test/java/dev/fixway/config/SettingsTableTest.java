package dev.fixway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTableTest {

    private static final Setting<Integer> PORT = Setting.integer("GATEWAY_PORT", "", 8080, 0, 65_535, "Port of REST.");
    private static final List<Setting<?>> SETTINGS = List.of(PORT,
            Setting.millis("FIX_RESET_REPEAT_MS", 60_000, "How far back | a reset repeats."),
            Setting.secret("DATABASE_PASSWORD", "Password of PostgreSQL."));

    @TempDir
    private Path folder;

    @Test
    void rendersOneRowPerSettingByName() {
        assertThat(SettingsTable.markdown(SETTINGS)).isEqualTo("""
                | Name | Unit | Default | Meaning |
                |---|---|---|---|
                | `DATABASE_PASSWORD` |  | – | Password of PostgreSQL. |
                | `FIX_RESET_REPEAT_MS` | ms | `60000` | How far back \\| a reset repeats. |
                | `GATEWAY_PORT` |  | `8080` | Port of REST. |
                """);
    }

    @Test
    void refusesOneNameForTwoSettings() {
        var other = Setting.text("GATEWAY_PORT", "x", "Another.");

        assertThat(SettingsTable.markdown(List.of(PORT, PORT))).contains("GATEWAY_PORT");
        assertThatIllegalArgumentException().isThrownBy(() -> SettingsTable.markdown(List.of(PORT, other)))
                .withMessage("setting GATEWAY_PORT is declared twice");
    }

    @Test
    void takesANearMissForAnErrorAndTheRestForWarnings() throws IOException {
        Files.writeString(folder.resolve(".env"), "FIX_RESET_REPEAT=1\nLEDGER_COLOUR=red\n");
        var real = Map.of("GATEWAY_PROT", "1", "DATABASE_PASWORD_FILE", "x", "GATWAY_PORT", "1", "HOME", "/root");

        assertThat(SettingsTable.unknownNames(Environment.read(real, folder), SETTINGS)).containsExactly(
                new UnknownName("DATABASE_PASWORD_FILE", true,
                        "DATABASE_PASWORD_FILE: is not a setting of Fixway, expected DATABASE_PASSWORD_FILE"),
                new UnknownName("FIX_RESET_REPEAT", false,
                        "FIX_RESET_REPEAT: is not a setting of Fixway, ignored"),
                new UnknownName("GATEWAY_PROT", true,
                        "GATEWAY_PROT: is not a setting of Fixway, expected GATEWAY_PORT"),
                new UnknownName("GATWAY_PORT", true, "GATWAY_PORT: is not a setting of Fixway, expected GATEWAY_PORT"),
                new UnknownName("LEDGER_COLOUR", false, "LEDGER_COLOUR: is not a setting of Fixway, ignored"));
    }

    @Test
    void isSilentAboutKnownNamesAndThoseOfOthers() {
        var real = Map.of("GATEWAY_PORT", "1", "DATABASE_PASSWORD_FILE", "x", "PATH", "/bin", "GATEWAY_URL", "u",
                "GATEWAY_WS_URL", "u", "FIXWAY_JAVA_OPTS", "-Xmx1g", "TRADING_GATEWAY_URL", "u",
                "TEKTII_TRADING_GATEWAY_API_KEY", "k");
        var kubernetes = Map.of("GATEWAY_SERVICE_HOST", "10.0.0.7", "FIX_SERVICE_PORT_ACCEPTOR", "9880",
                "GATEWAY_PORT_8080_TCP", "tcp://10.0.0.7:8080", "GATEWAY_PORT_8080_TCP_ADDR", "10.0.0.7", "FIX_PORT",
                "tcp://10.0.0.8:9880");

        assertThat(SettingsTable.unknownNames(Environment.read(real, folder), SETTINGS)).isEmpty();
        assertThat(SettingsTable.unknownNames(Environment.read(kubernetes, folder), SETTINGS)).isEmpty();
    }

    @Test
    void countsInsertionsDeletionsAndReplacements() {
        assertThat(SettingsTable.editDistance("", "abc", 9)).isEqualTo(3);
        assertThat(SettingsTable.editDistance("abc", "abc", 9)).isZero();
        assertThat(SettingsTable.editDistance("abc", "axc", 9)).isEqualTo(1);
        assertThat(SettingsTable.editDistance("abc", "bcd", 9)).isEqualTo(2);
        assertThat(SettingsTable.editDistance("kitten", "sitting", 9)).isEqualTo(3);
        assertThat(SettingsTable.editDistance("kitten", "sitting", 4)).isEqualTo(3);
    }

    @Test
    void countsNoFurtherThanAsked() {
        assertThat(SettingsTable.editDistance("kitten", "sitting", 3)).isEqualTo(3);
        assertThat(SettingsTable.editDistance("kitten", "sitting", 2)).isEqualTo(2);
        assertThat(SettingsTable.editDistance("abc", "xyz", 1)).isEqualTo(1);
        assertThat(SettingsTable.editDistance("a", "abcdef", 3)).isEqualTo(3);
    }
}
