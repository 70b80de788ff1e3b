package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plays the README as its reader: every command of it, in its order, in one folder, and what each prints has the shape
/// that the README shows. Only the ports differ, and `./fixway` runs what this build compiled instead of building.
class ReadmeIT {
    private static final Path README = Path.of("..", "README.md");
    private static final String TEST_COMMAND = "mvn ";

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @Test
    void doesWhatItSays() throws Exception {
        List<ReadmeBlock> blocks = ReadmeBlock.read(Files.readString(README));
        List<String> wrong = new ArrayList<>();
        int played = 0;
        try (ReadmeShell shell = new ReadmeShell(folder)) {
            for (ReadmeBlock block : blocks) {
                if (block.command().startsWith(TEST_COMMAND)) {
                    continue;
                }
                played++;
                ReadmeShell.Played result = shell.play(block.command());
                String missing = block.firstLineMissingIn(result.output());
                if (result.code() != 0 || !missing.isEmpty()) {
                    wrong.add("$ " + block.command() + "\nended with " + result.code() + ", missing: " + missing + "\n"
                            + result.output());
                }
            }
            assertThat(wrong).as("commands of the README that do not do what it says").isEmpty();
            assertThat(played).isGreaterThan(10);
            assertThat(shell.stopGateway()).as("exit code of ./fixway after SIGTERM").isZero();
        }
        assertThat(leftBehind()).isEmpty();
    }

    /// What the README's commands made outside of the folders that they are said to write to.
    private List<Path> leftBehind() {
        List<String> known = List.of("data", "fixway", "gateway.log", "keys", "home", "java.args");
        try (var entries = Files.list(folder)) {
            return entries.filter(entry -> !known.contains(entry.getFileName().toString())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
