package dev.fixway.gateway;

import dev.fixway.engine.codec.Secrets;
import dev.fixway.engine.replay.Direction;
import dev.fixway.engine.replay.LogFiles;
import dev.fixway.engine.replay.LogMessage;
import dev.fixway.engine.replay.MessageScanner;
import dev.fixway.engine.session.FixText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `fixway fix cat LOG`: any FIX log, a message a line, by name and value, secrets masked.
@Command(name = "cat", mixinStandardHelpOptions = true, description = "Prints FIX logs readably, secrets masked.")
final class FixCat implements Callable<Integer> {
    private static final int UNREADABLE = 3;

    private static final Path STDIN = Path.of("-");

    @Parameters(arity = "0..*", paramLabel = "LOG",
            description = "Files or folders, plain or gzip; stdin without any, or for -.")
    private List<Path> logs = List.of();

    @Option(names = "--comp-id", defaultValue = "FIXWAY",
            description = "CompID of our side, where a log does not say which way a message went (default: ${DEFAULT-VALUE}).")
    private String compId = "FIXWAY";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            for (Path named : logs.isEmpty() ? List.of(STDIN) : logs) {
                if (named.equals(STDIN)) {
                    print("stdin", LogFiles.unpacked(System.in), out);
                } else {
                    for (Path file : LogFiles.of(List.of(named))) {
                        print(file.toString(), LogFiles.open(file), out);
                    }
                }
            }
            return 0;
        } catch (IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()), UNREADABLE);
        } finally {
            out.flush();
        }
    }

    private void print(String name, InputStream in, PrintWriter out) throws IOException {
        try (MessageScanner scanner = new MessageScanner(name, in)) {
            for (LogMessage message = scanner.next(); message != null; message = scanner.next()) {
                out.println(line(message));
            }
            if (scanner.damage() != null) {
                throw new IOException(name + ": " + scanner.damage());
            }
        }
    }

    private String line(LogMessage message) {
        Direction direction = message.direction(compId);
        String way = direction == null ? "?" : direction == Direction.OUT ? "->" : "<-";
        String flaws = message.flaws().isEmpty() ? "" : " " + message.flaws();
        return message.time() + ' ' + way + flaws + ' ' + FixText.of(Secrets.masked(message.fields().wire()));
    }
}
