package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The log of the process itself.
class LoggingIT {
    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @Test
    void writesOneObjectALineWhereAPlatformCollectsIt() throws Exception {
        List<String> lines = logOfARun(Map.of("K_SERVICE", "fixway"));

        assertThat(lines).isNotEmpty();
        List<JsonNode> events = lines.stream().map(line -> JsonMapper.shared().readTree(line)).toList();
        assertThat(events).allSatisfy(event -> {
            assertThat(event.path("level").asString()).isIn("INFO", "WARN");
            assertThat(event.path("timestamp").isNumber()).isTrue();
        });
        assertThat(events).extracting(event -> event.path("formattedMessage").asString())
                .contains("gateway stopped")
                .anyMatch(message -> message.startsWith("authentication is off: whoever reaches 127.0.0.1 can trade"));
    }

    private List<String> logOfARun(Map<String, String> variables) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("DATA_DIR", folder.resolve("data").toString());
        environment.put("LEDGER_KEY_FILE", folder.resolve("ledger.key").toString());
        environment.put("GATEWAY_PORT", "0");
        environment.put("FIX_PORT", "0");
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(ChildJava.line(List.of(), Main.class))
                .directory(folder.toFile())
                .redirectError(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.inputReader().readLine()).startsWith("fixway ready ");
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return Files.readAllLines(log);
        } finally {
            process.destroyForcibly();
        }
    }
}
