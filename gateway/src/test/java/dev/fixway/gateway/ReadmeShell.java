package dev.fixway.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One shell that plays command after command, as in a reader's terminal; `./fixway` alone goes on in the background,
/// as in the other one.
final class ReadmeShell implements AutoCloseable {
    private static final String END = "--- end of the command: ";
    private static final Pattern READY = Pattern
            .compile("fixway ready rest=http://127\\.0\\.0\\.1:(\\d+) fix=127\\.0\\.0\\.1:(\\d+) .*");

    private final Path folder;
    private final Process shell;
    private final Writer in;
    private final BufferedReader out;
    private @Nullable Process gateway;
    private String restPort = "";
    private String fixPort = "";

    /// What a command printed, stdout and stderr, and its exit code.
    record Played(String output, int code) {}

    ReadmeShell(Path folder) throws IOException {
        this.folder = folder;
        Path launcher = folder.resolve("fixway");
        Files.writeString(launcher,
                "#!/usr/bin/env bash\nexec '" + String.join("' '", ChildJava.line(List.of(), Main.class))
                        + "' \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(folder.resolve("examples"), Path.of("..", "examples").toAbsolutePath().normalize());
        shell = builder("bash").start();
        in = shell.outputWriter();
        out = shell.inputReader();
    }

    private ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("GATEWAY_PORT", "0");
        builder.environment().put("FIX_PORT", "0");
        builder.environment().put("LEDGER_KEY_FILE", folder.resolve("keys").resolve("ledger.key").toString());
        builder.environment().put("FIXWAY_LOG_LEVEL", "ERROR");
        builder.environment().put("HOME", folder.resolve("home").toString());
        return builder;
    }

    /// Plays a command to its end.
    Played play(String command) throws IOException {
        if (command.equals("./fixway")) {
            return startGateway();
        }
        return playInShell(command.replace("127.0.0.1:8080", "127.0.0.1:" + restPort).replace("9880", fixPort));
    }

    private Played playInShell(String command) throws IOException {
        in.write(command);
        in.write("\necho; echo \"" + END + "$?\"\n");
        in.flush();
        StringBuilder output = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(END)) {
                return new Played(output.toString(), Integer.parseInt(line.substring(END.length())));
            }
            output.append(line).append('\n');
        }
        throw new IOException("the shell has ended: " + output);
    }

    /// The gateway takes free ports itself, for a port that is chosen here may be another's a moment later.
    private Played startGateway() throws IOException {
        Process started = builder("./fixway").redirectErrorStream(false)
                .redirectError(folder.resolve("gateway.log").toFile())
                .start();
        gateway = started;
        String line = started.inputReader().readLine();
        Matcher ready = READY.matcher(line == null ? "" : line);
        if (!ready.matches()) {
            throw new IOException(
                    "./fixway does not start: " + line + '\n' + Files.readString(folder.resolve("gateway.log")));
        }
        restPort = ready.group(1);
        fixPort = ready.group(2);
        playInShell("export GATEWAY_PORT=" + restPort + " FIX_PORT=" + fixPort);
        return new Played(ready.group(), 0);
    }

    /// Stops the gateway as Ctrl-C does; its exit code.
    int stopGateway() throws InterruptedException {
        Process running = gateway;
        if (running == null) {
            throw new IllegalStateException("the README starts no gateway");
        }
        running.destroy();
        if (!running.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the gateway does not end");
        }
        return running.exitValue();
    }

    @Override
    public void close() throws IOException {
        shell.destroyForcibly();
        if (gateway != null) {
            gateway.destroyForcibly();
        }
        Files.deleteIfExists(folder.resolve("examples"));
    }
}
