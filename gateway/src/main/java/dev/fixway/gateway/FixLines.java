package dev.fixway.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// Lines that are typed and edited at a terminal, with a history that outlives the session. Lines with a password are
/// not kept.
final class FixLines implements FixTerminal {
    private static final String PROMPT = "fix> ";
    private static final String SECRETS = "*554=*:*925=*:*96=*";
    private static final int HISTORY_MAX = 1_000;
    private final Terminal terminal;
    private final LineReader reader;

    private FixLines(Terminal terminal, LineReader reader) {
        this.terminal = terminal;
        this.reader = reader;
    }

    static FixLines open(Path history) {
        try {
            Files.createDirectories(history.toAbsolutePath().getParent());
            if (Files.notExists(history)) {
                Files.createFile(history,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Terminal terminal = TerminalBuilder.builder().system(true).build();
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("fixway")
                    .variable(LineReader.HISTORY_FILE, history)
                    .variable(LineReader.HISTORY_SIZE, HISTORY_MAX)
                    .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_MAX)
                    .variable(LineReader.HISTORY_IGNORE, SECRETS)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            return new FixLines(terminal, reader);
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable String line() {
        try {
            return reader.readLine(PROMPT);
        } catch (UserInterruptException _) {
            return "";
        } catch (EndOfFileException _) {
            return null;
        }
    }

    @Override
    public void say(String text) {
        reader.printAbove(text);
    }

    @Override
    public PrintWriter out() {
        return terminal.writer();
    }

    @Override
    public PrintWriter err() {
        return terminal.writer();
    }

    @Override
    public boolean isTyped() {
        return true;
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal cannot be closed: " + e.getMessage(), e);
        }
    }
}
