package dev.fixway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingTest {

    enum Durability {
        POWER,
        PROCESS,
        POWER_SAVING
    }

    @TempDir
    private Path folder;

    @Test
    void readsEachKindOfValue() {
        assertThat(read(Setting.text("T", "x", "M."), " a b ")).isEqualTo(" a b ");
        assertThat(read(Setting.integer("T", "", 1, -5, 5, "M."), "-5")).isEqualTo(-5);
        assertThat(read(Setting.longInteger("T", "", 1, 0, Long.MAX_VALUE, "M."), "9223372036854775807"))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(read(Setting.millis("T", 1, "M."), "1500")).isEqualTo(Duration.ofMillis(1500));
        assertThat(read(Setting.seconds("T", 1, "M."), "60")).isEqualTo(Duration.ofMinutes(1));
        assertThat(read(Setting.choice("T", Durability.POWER, "M."), "power_saving"))
                .isEqualTo(Durability.POWER_SAVING);
        assertThat(read(Setting.choice("T", Durability.class, "M."), "process")).isEqualTo(Durability.PROCESS);
        assertThat(read(Setting.path("T", "./data", "M."), "a/b")).isEqualTo(Path.of("a", "b"));
        assertThat(read(Setting.path("T", null, "M."), "~/key"))
                .isEqualTo(Path.of(System.getProperty("user.home"), "key"));
        assertThat(read(Setting.flag("T", false, "M."), "1")).isTrue();
        assertThat(read(Setting.flag("T", true, "M."), "false")).isFalse();
        assertThat(read(Setting.secret("T", "M."), "s").reveal()).isEqualTo("s");
    }

    @Test
    void takesItsDefaultWhenNotSet() {
        var environment = Environment.read(Map.of(), folder);

        assertThat(environment.get(Setting.millis("T", 250, "M."))).isEqualTo(Duration.ofMillis(250));
        assertThat(environment.get(Setting.choice("T", Durability.PROCESS, "M."))).isEqualTo(Durability.PROCESS);
        assertThat(environment.get(Setting.flag("T", true, "M."))).isTrue();
        assertThat(environment.find(Setting.path("T", null, "M."))).isEmpty();
    }

    @Test
    void saysWhatIsWrongAndWhatIsExpected() {
        assertFails(Setting.integer("T", "", 1, 0, 9, "M."), "1.5",
                "'1.5' is not a whole number, expected a whole number from 0 to 9");
        assertFails(Setting.integer("T", "", 1, 0, 9, "M."), " 1",
                "' 1' is not a whole number, expected a whole number from 0 to 9");
        assertFails(Setting.integer("T", "", 1, 0, 9, "M."), "١",
                "'١' is not a whole number, expected a whole number from 0 to 9");
        assertFails(Setting.integer("T", "bytes", 1, 0, 9, "M."), "10",
                "'10' is out of range, expected a whole number from 0 to 9 bytes");
        assertFails(Setting.integer("T", "", 1, 0, 9, "M."), "99999999999999999999",
                "'99999999999999999999' is out of range, expected a whole number from 0 to 9");
        assertFails(Setting.millis("T", 1000, 1, 60_000, "M."), "0",
                "'0' is out of range, expected a whole number from 1 to 60000 ms");
        assertFails(Setting.seconds("T", 60, "M."), "31536001",
                "'31536001' is out of range, expected a whole number from 0 to 31536000 s");
        assertFails(Setting.choice("T", Durability.POWER, "M."), "POWER",
                "'POWER' is not a known choice, expected one of power, process, power_saving");
        assertFails(Setting.flag("T", false, "M."), "yes", "'yes' is neither, expected true or false");
        assertFails(Setting.path("T", "x", "M."), "a\0b", "'a?b' is not a path, expected a path");
    }

    @Test
    void takesATypeOfTheOwners() {
        var list = Setting.text("T", "mock", "M.").as("names with commas between them", SettingTest::names);

        assertThat(read(list, "a,b")).containsExactly("a", "b");
        assertFails(list, "a,,b", "'a,,b' has an empty name, expected names with commas between them");
    }

    @Test
    void refusesADeclarationThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.text("fix_port", "x", "M."));
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.text("T", "", "M."));
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.text("T", "x", "No full stop"));
        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> Setting.integer("T", "", 10, 0, 9, "M."));
    }

    @Test
    void keepsASecretToItself() {
        var secret = Secret.of("hunter2");

        assertThat(secret).hasToString("***").isEqualTo(Secret.of("hunter2")).isNotEqualTo(Secret.of("hunter3"));
        assertThat(secret.hashCode()).isEqualTo(Secret.of("hunter2").hashCode());
        assertThat(secret.matches("hunter2")).isTrue();
        assertThat(secret.matches("hunter22")).isFalse();
        assertThat(secret.reveal()).isEqualTo("hunter2");
    }

    private static List<String> names(String text) {
        var names = List.of(text.split(",", -1));
        if (names.contains("")) {
            throw new ConfigException("has an empty name");
        }
        return names;
    }

    private <T> T read(Setting<T> setting, String text) {
        return Environment.read(Map.of("T", text), folder).get(setting);
    }

    private void assertFails(Setting<?> setting, String text, String message) {
        var environment = Environment.read(Map.of("T", text), folder);
        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> environment.get(setting))
                .withMessage("T: " + message);
    }
}
