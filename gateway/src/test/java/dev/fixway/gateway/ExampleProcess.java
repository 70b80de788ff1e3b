package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// An example as its user runs it, and what it says.
final class ExampleProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    ExampleProcess(Path folder, List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("example.err").toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
        reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader out = process.inputReader()) {
            out.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException _) {
            // It was ended while it spoke.
        }
    }

    List<String> lines() {
        return lines;
    }

    /// Waits until a line begins so.
    void awaitLine(String begin) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            assertThat(process.isAlive() || says(begin)).as(() -> "it has ended: " + lines).isTrue();
            return says(begin);
        });
    }

    private boolean says(String begin) {
        return lines.stream().anyMatch(line -> line.startsWith(begin));
    }

    /// Asks it to end; what it says then is still heard.
    void terminate() {
        process.toHandle().destroy();
    }

    int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(() -> "it goes on: " + lines).isTrue();
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
