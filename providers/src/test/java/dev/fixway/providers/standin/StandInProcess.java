package dev.fixway.providers.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A stand-in in a process of its own, from the class path of the test; it can be killed and comes back on the same
/// port with the same book.
public final class StandInProcess implements AutoCloseable {
    private final Path folder;
    private final List<String> manner;
    private Process process;
    private int port;

    private StandInProcess(Path folder, List<String> manner) {
        this.folder = folder;
        this.manner = manner;
        this.process = launch();
    }

    /// - `folder`: for its book and its log
    public static StandInProcess start(Path folder, StandInVenue.Manner manner) {
        StandInProcess started = new StandInProcess(folder,
                List.of(manner.amends().name(), Long.toString(manner.visibility().toMillis()),
                        Long.toString(manner.fillEvery().toMillis()), manner.firstShare().toPlainString()));
        return started;
    }

    private Process launch() {
        try {
            Path arguments = folder.resolve("stand-in.args");
            Files.writeString(arguments, "-cp \"" + System.getProperty("java.class.path") + "\"");
            List<String> java = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-ea", "@" + arguments,
                    StandInMain.class.getName(), folder.resolve("stand-in.journal").toString(),
                    Integer.toString(port));
            Process started = new ProcessBuilder(Stream.concat(java.stream(), manner.stream()).toList())
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("stand-in.log").toFile()))
                    .start();
            String line = started.inputReader().readLine();
            if (line == null || !line.startsWith("stand-in ready port=")) {
                started.destroyForcibly();
                throw new AssertionError(
                        "not ready: " + line + "\n" + Files.readString(folder.resolve("stand-in.log")));
            }
            port = Integer.parseInt(line.substring(line.indexOf('=') + 1));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /// Kills it in mid-breath and starts it again.
    public void restart() {
        kill();
        process = launch();
    }

    private void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError("the stand-in does not end");
            }
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
