package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.config.Setting;
import dev.fixway.config.SettingsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The README shows every setting as the modules declare it. When this fails, put the expected table into `README.md`.
class SettingsInReadmeTest {

    @Test
    void showsEverySettingAsDeclared() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));

        List<Setting<?>> settings = new ArrayList<>(AllSettings.all());
        // The stand-in venue is on the class path of tests only.
        settings.removeIf(setting -> setting.name().startsWith("STAND_IN_"));

        assertThat(readme).contains(SettingsTable.markdown(settings).strip());
    }
}
