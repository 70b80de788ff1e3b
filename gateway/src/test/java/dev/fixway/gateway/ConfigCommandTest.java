package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.config.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What `fixway config` says of an environment.
class ConfigCommandTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @Test
    void tellsValueAndOriginAndHidesSecrets() throws IOException {
        Files.writeString(folder.resolve(".env"), "FIX_PORT=1234\n");
        Path key = Files.writeString(folder.resolve("key"), KEY + '\n');

        String text = run(0, Map.of("GATEWAY_PORT", "8081", "GATEWAY_API_KEY_FILE", key.toString()));

        assertThat(text).containsPattern("(?m)^GATEWAY_PORT +environment +8081$")
                .containsPattern("(?m)^FIX_PORT +\\.env +1234$")
                .containsPattern("(?m)^GATEWAY_API_KEY +GATEWAY_API_KEY_FILE +\\*\\*\\*$")
                .containsPattern("(?m)^GATEWAY_MODE +default +paper$")
                .doesNotContain(KEY);
    }

    @Test
    void endsWithOneWhenAStartWouldBeRefused() {
        assertThat(run(1, Map.of("GATEWAY_PORT", "tcp://10.0.0.7:8080"))).contains("Error: GATEWAY_PORT: ")
                .contains("Kubernetes");
        assertThat(run(1, Map.of("GATWAY_PORT", "1"))).contains("expected GATEWAY_PORT");
        assertThat(run(0, Map.of("FIX_COLOUR", "red"))).containsPattern("(?m)^FIX_COLOUR +unknown name +ignored$");
    }

    private String run(int expected, Map<String, String> real) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new ConfigCommand(Environment.read(real, folder)));
        line.setOut(new PrintWriter(out));
        assertThat(line.execute()).as(out.toString()).isEqualTo(expected);
        return out.toString();
    }
}
