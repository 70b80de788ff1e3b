package dev.fixway.gateway;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the lines of the prompt come from, and where its words go: a terminal, or a script on stdin.
interface FixTerminal extends AutoCloseable {
    /// The next line; null at the end.
    @Nullable
    String line();

    /// Shows a line, also while one is being typed; from any thread.
    void say(String text);

    /// For help and answers.
    PrintWriter out();

    /// For complaints.
    PrintWriter err();

    /// Whether a person types: then a wrong line is not the end's business.
    boolean isTyped();

    @Override
    void close();

    /// A terminal with history when stdin and stdout are one, else the lines of stdin.
    static FixTerminal ofProcess(Path history, PrintWriter out, PrintWriter err) {
        return console().isPresent()
                ? FixLines.open(history)
                : new Script(new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())), out, err);
    }

    /// The console when a person sits there. Since JDK 25 there is none without a terminal, in some before that there
    /// is.
    static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    /// A script: no prompt, no history.
    record Script(BufferedReader in, PrintWriter out, PrintWriter err) implements FixTerminal {
        @Override
        public @Nullable String line() {
            try {
                return in.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException("stdin cannot be read", e);
            }
        }

        @Override
        public void say(String text) {
            out.println(text);
            out.flush();
        }

        @Override
        public boolean isTyped() {
            return false;
        }

        @Override
        public void close() {
            out.flush();
            err.flush();
        }
    }
}
