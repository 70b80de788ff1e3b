package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How far signatures reach, and that they no longer do, shows in `/metrics`.
class CheckpointMetricsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @Test
    void showsHowFarSignaturesReach() throws IOException {
        try (TestGateway gateway = TestGateway.start(folder, Map.of("LEDGER_CHECKPOINT_EVENTS", "1"), Ports.PLAIN)) {
            await().atMost(PATIENCE).until(() -> value(gateway, "fixway_ledger_signed_seq") > 0);
            double signed = value(gateway, "fixway_ledger_signed_seq");
            assertThat(value(gateway, "fixway_ledger_checkpoint_failures_total")).isZero();
            Path checkpoints = folder.resolve("data").resolve("checkpoints");
            Files.move(checkpoints, folder.resolve("away"));
            Files.createFile(checkpoints);

            enter(gateway);

            await().atMost(PATIENCE).until(() -> value(gateway, "fixway_ledger_checkpoint_failures_total") > 0);
            assertThat(value(gateway, "fixway_ledger_signed_seq")).isGreaterThanOrEqualTo(signed);
            Files.delete(checkpoints);
            Files.move(folder.resolve("away"), checkpoints);
            await().atMost(PATIENCE).until(() -> value(gateway, "fixway_ledger_signed_seq") > signed);
        }
    }

    private static void enter(TestGateway gateway) {
        assertThat(gateway.enter("""
                {"symbol":"MSFT","side":"BUY","quantity":"1","order_type":"MARKET"}""").status()).isEqualTo(201);
    }

    private static double value(TestGateway gateway, String metric) {
        Matcher line = Pattern.compile("(?m)^" + metric + " (\\S+)$").matcher(gateway.get("/metrics").body());
        assertThat(line.find()).as("%s in /metrics", metric).isTrue();
        return Double.parseDouble(line.group(1));
    }
}
