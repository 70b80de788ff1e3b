package dev.fixway.gateway;

import dev.fixway.config.Environment;
import dev.fixway.engine.codec.WireReports;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.reconcile.Reconciliation;
import dev.fixway.engine.reconcile.Summary;
import dev.fixway.engine.replay.LogFiles;
import dev.fixway.engine.replay.LogReplay;
import dev.fixway.persistence.query.Persistence;
import dev.fixway.persistence.query.StoredLedger;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `fixway replay`: reads FIX logs, lives their orders again and holds them against the ledger. Sends nothing.
@Command(name = "replay", mixinStandardHelpOptions = true,
        description = "Reads FIX logs and holds them against the ledger; 4 when there are breaks, 3 when a log cannot be read.")
final class ReplayCommand implements Callable<Integer> {
    private static final int UNREADABLE = 3;
    /// A running gateway writes its FIX log five times a second.
    private static final Duration LOG_DELAY = Duration.ofMillis(500);

    @Parameters(arity = "1..*", paramLabel = "LOG",
            description = "Files or folders: our own logs, QuickFIX/J's file, screen and SLF4J logs, free text; plain or gzip.")
    private List<Path> logs = List.of();

    @Option(names = "--data-dir", description = "Data folder of the gateway (default: DATA_DIR, else ./data).")
    private @Nullable Path dataDir;

    @Option(names = "--no-ledger", description = "Only reads the logs and lives the orders again.")
    private boolean noLedger;

    @Option(names = "--comp-id", defaultValue = "FIXWAY",
            description = "CompID of our side, where a log does not say which way a message went (default: ${DEFAULT-VALUE}).")
    private String compId = "FIXWAY";

    @Option(names = "--json", description = "One JSON object a line: every break, then the summary.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = out();
        ReplayOutput output = json ? new ReplayOutput.Json(out) : new ReplayOutput.Table(out);
        try {
            return compare(output).isClean() ? 0 : Main.FINDINGS;
        } catch (IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()), UNREADABLE);
        } finally {
            out.flush();
        }
    }

    private Summary compare(ReplayOutput output) throws IOException {
        // A wrong name is told before the ledger is opened.
        files();
        try (StoredLedger ledger = noLedger ? null : ledger()) {
            long head = ledger == null ? 0 : ledger.headSeq();
            if (ledger != null) {
                awaitLog();
            }
            return compare(files(), ledger, head, output);
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = LogFiles.of(logs);
        if (files.isEmpty()) {
            throw new CommandException("there is no log in " + logs, UNREADABLE);
        }
        return files;
    }

    /// - `head`: how far the ledger went before the logs were looked for, so that they hold all of it
    private Summary compare(List<Path> files, @Nullable StoredLedger ledger, long head, ReplayOutput output)
            throws IOException {
        LogReplay replay = new LogReplay(compId);
        try (Reconciliation reconciliation = new Reconciliation(new WireReports(), size(files), output::found)) {
            if (ledger != null) {
                reconciliation.reach(head);
            }
            LongConsumer progress = progress();
            for (Path file : files) {
                replay.read(file, reconciliation::message, progress);
            }
            if (ledger != null) {
                ledger.groups(group -> take(reconciliation, group));
            }
            output.parsed(replay.report());
            Summary summary = reconciliation.finish();
            output.compared(summary, ledger != null);
            return summary;
        } catch (UncheckedIOException e) {
            throw new CommandException("the comparison cannot keep its temporary files: " + e.getMessage(),
                    Main.FAILURE);
        }
    }

    private static void take(Reconciliation reconciliation, Group group) {
        try {
            reconciliation.group(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() {
        return dataDir != null
                ? dataDir.toAbsolutePath().normalize()
                : GatewaySettings.read(Environment.ofProcess()).dataDir();
    }

    private StoredLedger ledger() {
        Path folder = folder();
        Persistence.Settings settings = Persistence.Settings.read(Environment.ofProcess());
        if (settings.postgres() == null && !Files.isDirectory(folder.resolve("ledger"))) {
            throw new CommandException("there is no ledger in " + folder + "; --no-ledger reads the logs alone",
                    Main.FAILURE);
        }
        return StoredLedger.open(folder, settings);
    }

    private void awaitLog() {
        if (RunFile.ofLiving(folder()).isEmpty()) {
            return;
        }
        try {
            Thread.sleep(LOG_DELAY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long size(List<Path> files) throws IOException {
        long size = 0;
        for (Path file : files) {
            size += Files.size(file) * (file.toString().endsWith(".gz") ? 10 : 1);
        }
        return size;
    }

    /// On a terminal only: pipes and files get no progress.
    @SuppressWarnings("SystemConsoleNull") // It is null without a terminal on JDK 25 again.
    private static LongConsumer progress() {
        Console console = System.console();
        return console != null && console.isTerminal()
                ? count -> System.err.print("\r" + count + " messages")
                : _ -> {
                };
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        return spec.commandLine().getOut();
    }
}
