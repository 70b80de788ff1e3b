package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @Test
    void beginsAnewAtItsSize(@TempDir Path folder) throws IOException {
        LogFile log = new LogFile(folder, "x", new FixSettings.LogSettings(true, 10, 2));

        for (int i = 1; i <= 4; i++) {
            log.append("line " + i + " is long");
            log.flush();
        }
        log.append("last");
        log.flush();

        assertThat(Files.readString(folder.resolve("x.log"))).isEqualTo("last\n");
        assertThat(Files.readString(folder.resolve("x.1.log"))).isEqualTo("line 4 is long\n");
        assertThat(Files.readString(folder.resolve("x.2.log"))).isEqualTo("line 3 is long\n");
        assertThat(folder.resolve("x.3.log")).doesNotExist();
    }

    @Test
    void preparesForWhatItWritesAndForNothingElse(@TempDir Path folder) throws IOException {
        LogFile log = new LogFile(folder, "x", new FixSettings.LogSettings(true, 1_000, 2));
        log.append("prepared");

        log.flush(() -> {
            assertThat(folder.resolve("x.log")).doesNotExist();
            log.append("later");
        });

        assertThat(Files.readString(folder.resolve("x.log"))).isEqualTo("prepared\n");
    }
}
