package dev.fixway.gateway;

import ch.qos.logback.classic.LoggerContext;
import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.provider.ProviderException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// Where the process starts: reads the command line; without arguments it means `run`.
public final class Main {
    /// Something went wrong, a bad configuration included.
    static final int FAILURE = 1;
    /// Input that cannot be read.
    static final int UNREADABLE = 3;
    /// Breaks or tampering were found.
    static final int FINDINGS = 4;

    private Main() {}

    /// Exits with the codes of the command line: 0 clean, 1 failure, 2 usage, 3 unreadable input, 4 findings.
    public static void main(String[] args) {
        Logging.configure(Environment.variables());
        int code = commandLine().execute(args);
        stopLogging();
        System.exit(code);
    }

    /// The commands, with `Error: …` on stderr for what users can mend.
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new FixwayCommand());
        line.setExecutionExceptionHandler((e, command, _) -> failed(e, command.getErr()));
        return line;
    }

    private static int failed(Exception e, PrintWriter err) throws Exception {
        boolean expected = e instanceof ConfigException || e instanceof LedgerException
                || e instanceof ProviderException
                || e instanceof UncheckedIOException || e instanceof CommandException;
        if (!expected) {
            throw e;
        }
        err.println("Error: " + e.getMessage());
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            err.println("  " + cause);
        }
        err.flush();
        return e instanceof CommandException command ? command.exitCode() : FAILURE;
    }

    /// Writes what the log still has in its queue.
    static void stopLogging() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
