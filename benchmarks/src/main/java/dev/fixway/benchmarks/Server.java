package dev.fixway.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A process of its own, started with the launcher's Java options and ended with SIGTERM.
final class Server implements AutoCloseable {
    /// As the launcher `fixway` has them; `-Dbench.java.options=…` adds more, for both sides.
    private static final List<String> OPTIONS = List.of("-XX:+UseParallelGC", "-Xmn64m",
            "-XX:MaxTenuringThreshold=1", "-XX:+UseCompactObjectHeaders", "-Xms512m", "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UseCodeCacheFlushing", "--enable-native-access=ALL-UNNAMED", "-Duser.language=en");
    private static final Pattern FIX = Pattern.compile(".* fix=\\S+:(\\d+).*");
    private static final Pattern REST = Pattern.compile(".* rest=(\\S+).*");
    private static final String LAG = "fixway_ledger_follower_lag ";
    private static final Duration PLATFORM_LIMIT = Duration.ofSeconds(30);
    private final Path folder;
    private final Process process;
    private final String readyLine;
    private final long startNanos;

    private Server(Path folder, Process process, String readyLine, long startNanos) {
        this.folder = folder;
        this.process = process;
        this.readyLine = readyLine;
        this.startNanos = startNanos;
    }

    /// The product's own main class on a data folder below `folder`.
    static Server fixway(Path folder, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("DATA_DIR", folder.resolve("data").toString());
        all.put("LEDGER_KEY_FILE", folder.resolve("keys").resolve("ledger.key").toString());
        all.put("GATEWAY_PORT", "0");
        all.put("FIX_PORT", "0");
        all.putIfAbsent("GATEWAY_PROVIDER", "mock");
        all.put("MOCK_OPEN_ORDERS_MAX", "10000000");
        return start(folder, all, List.of("dev.fixway.gateway.Main", "run"));
    }

    /// Starts a main class and waits for the first line that it prints.
    static Server start(Path folder, Map<String, String> environment, List<String> main) {
        try {
            Files.createDirectories(folder);
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(OPTIONS);
            command.addAll(List.of(System.getProperty("bench.java.options", "-Dbench").split(" ")));
            command.addAll(
                    List.of("-cp", System.getProperty("bench.classpath", System.getProperty("java.class.path"))));
            command.addAll(main);
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("stderr.log").toFile()));
            builder.environment().clear();
            builder.environment().putAll(environment);
            long begun = System.nanoTime();
            Process process = builder.start();
            // Nothing is left behind when the run is stopped by hand.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            BufferedReader out = process.inputReader();
            String line = out.readLine();
            while (line != null && !line.contains(" ready ")) {
                line = out.readLine();
            }
            if (line == null) {
                process.destroyForcibly();
                throw new IllegalStateException(main + " did not start, see " + folder.resolve("stderr.log"));
            }
            return new Server(folder, process, line, System.nanoTime() - begun);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int fixPort() {
        return Integer.parseInt(part(FIX));
    }

    String url() {
        return part(REST);
    }

    private String part(Pattern pattern) {
        Matcher matcher = pattern.matcher(readyLine);
        if (!matcher.matches()) {
            throw new IllegalStateException("no ready line: " + readyLine);
        }
        return matcher.group(1);
    }

    int restPort() {
        return URI.create(url()).getPort();
    }

    Path folder() {
        return folder;
    }

    /// Committed events that the query side has not applied yet.
    long lag() {
        return get("/metrics").lines()
                .filter(line -> line.startsWith(LAG))
                .mapToLong(line -> Long.parseLong(line.substring(LAG.length())))
                .findFirst()
                .orElseThrow();
    }

    /// Returns this server when it takes orders to a platform: the ready line does not wait for venues.
    Server awaitPlatform(String platform) {
        String ready = "fixway_provider_ready{platform=\"" + platform + "\"} 1";
        long end = System.nanoTime() + PLATFORM_LIMIT.toNanos();
        while (get("/metrics").lines().noneMatch(line -> line.startsWith(ready))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no orders to " + platform + " are taken");
            }
            LockSupport.parkNanos(20_000_000);
        }
        return this;
    }

    /// From the start of the process to its ready line.
    long startNanos() {
        return startNanos;
    }

    long pid() {
        return process.pid();
    }

    /// Processor time that the process has used so far.
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// The answer to a GET.
    String get(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                    .timeout(Duration.ofSeconds(60))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Ends it in order.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("did not end: " + readyLine);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
