package dev.fixway.gateway.crash;

import dev.fixway.gateway.ChildJava;
import dev.fixway.gateway.CrashMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A gateway in a process of its own, from the class path of the test.
final class GatewayProcess implements AutoCloseable {
    static final long UNLIMITED = -1;
    private static final Pattern READY = Pattern
            .compile("fixway ready rest=(\\S+) fix=\\S+:(\\d+) provider=[a-z-]+(?:\\(connecting\\))? ledger=.*");
    private static final int HALTED = 137;
    private final Process process;
    private final String url;
    private final int fixPort;

    private GatewayProcess(Process process, String url, int fixPort) {
        this.process = process;
        this.url = url;
        this.fixPort = fixPort;
    }

    /// Starts one that halts at the n-th opening of a window, and waits for its ready line; empty when the window
    /// opened before that, while it recovered.
    static Optional<GatewayProcess> start(Path folder, Window window, int n, Map<String, String> settings) {
        return start(folder, settings, window.name(), Integer.toString(n));
    }

    /// Starts one that halts when the window opens for the first time since [#arm] was called, and waits for its ready
    /// line.
    static GatewayProcess startUnarmed(Path folder, Window window, Map<String, String> settings) {
        return start(folder, settings, window.name(), "1", armed(folder).toString()).orElseThrow();
    }

    /// Lets the window of an unarmed one open from now on.
    static void arm(Path folder) throws IOException {
        Files.createFile(armed(folder));
    }

    private static Path armed(Path folder) {
        return folder.resolve("armed");
    }

    private static Optional<GatewayProcess> start(Path folder, Map<String, String> settings, String... crash) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    ChildJava.line(List.of("-Xmx256m", "-ea"), CrashMain.class, crash));
            builder.directory(folder.toFile());
            builder.environment().put("LEDGER_KEY_FILE", keyFile(folder).toString());
            builder.environment().putAll(settings);
            builder.redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("gateway.log").toFile()));
            Process process = builder.start();
            BufferedReader out = process.inputReader();
            String line = out.readLine();
            Matcher ready = READY.matcher(line == null ? "" : line);
            if (line == null && ended(process) == HALTED) {
                return Optional.empty();
            }
            if (!ready.matches()) {
                process.destroyForcibly();
                throw new AssertionError("not ready: " + line + "\n" + Files.readString(folder.resolve("gateway.log")));
            }
            return Optional.of(new GatewayProcess(process, ready.group(1), Integer.parseInt(ready.group(2))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The signing key of the gateways of a test, never that of the user who runs it.
    static Path keyFile(Path folder) {
        return folder.resolve("keys").resolve("ledger.key");
    }

    String url() {
        return url;
    }

    int fixPort() {
        return fixPort;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Whether it has ended, or does so while we look: sockets break a little before the process is gone.
    boolean hasEnded() {
        try {
            return process.waitFor(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Lets none of its files grow beyond so many bytes: every write behind that fails.
    void limitFiles(long bytes) {
        String limit = bytes == UNLIMITED ? "unlimited" : Long.toString(bytes);
        try {
            Process prlimit = new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()),
                    "--fsize=" + limit + ':').inheritIO().start();
            if (ended(prlimit) != 0) {
                throw new AssertionError("prlimit failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends it from outside with SIGKILL, when it has not ended itself.
    void kill() {
        process.destroyForcibly();
        await();
    }

    /// Ends it with SIGTERM.
    int terminate() {
        process.destroy();
        return await();
    }

    private int await() {
        return ended(process);
    }

    private static int ended(Process process) {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError("the gateway does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
