package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.config.SettingsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The README shows every setting as the modules declare it. When this fails, put the expected table into `README.md`.
class SettingsInReadmeTest {

    @Test
    void showsEverySettingAsDeclared() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));

        assertThat(readme).contains(SettingsTable.markdown(AllSettings.all()).strip());
    }
}
