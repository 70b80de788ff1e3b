package dev.fixway.gateway;

import dev.fixway.config.Environment;
import dev.fixway.persistence.checkpoint.CheckpointSettings;
import dev.fixway.persistence.checkpoint.Checkpoints;
import dev.fixway.persistence.query.LedgerRebuild;
import dev.fixway.persistence.query.Persistence;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `fixway ledger`: asks and proves the audit ledger, beside a running gateway or without one.
@Command(name = "ledger", mixinStandardHelpOptions = true, description = "Asks, proves and rebuilds the audit ledger.",
        subcommands = {
                QueryCommand.class, VerifyCommand.class, LedgerCommand.Rebuild.class,
                LedgerCommand.NewKey.class})
final class LedgerCommand {
    private static final Duration REBUILD_MOST = Duration.ofHours(12);

    /// What the subcommands share.
    abstract static class OnData implements Callable<Integer> {
        @Option(names = "--data-dir", description = "Data folder of the gateway (default: DATA_DIR, else ./data).")
        private @Nullable Path dataDir;

        @Spec
        private @Nullable CommandSpec spec;

        Environment environment() {
            return Environment.ofProcess();
        }

        Path dataDir() {
            Path folder = dataDir != null
                    ? dataDir.toAbsolutePath().normalize()
                    : GatewaySettings.read(environment()).dataDir();
            if (settings().postgres() == null && !Files.isDirectory(folder.resolve("ledger"))) {
                throw new CommandException("there is no ledger in " + folder, Main.FAILURE);
            }
            return folder;
        }

        Persistence.Settings settings() {
            return Persistence.Settings.read(environment());
        }

        CommandLine commandLine() {
            if (spec == null) {
                throw new IllegalStateException("picocli sets the spec");
            }
            return spec.commandLine();
        }

        PrintWriter out() {
            return commandLine().getOut();
        }
    }

    /// `fixway ledger rebuild`.
    @Command(name = "rebuild", mixinStandardHelpOptions = true,
            description = "Builds the query database anew from the journal; the gateway must not run.")
    static final class Rebuild extends OnData {
        @Override
        public Integer call() {
            long events = LedgerRebuild.rebuild(dataDir(), settings(), REBUILD_MOST);
            out().println("query database rebuilt from " + events + " events");
            out().flush();
            return 0;
        }
    }

    /// `fixway ledger new-key`.
    @Command(name = "new-key", mixinStandardHelpOptions = true,
            description = "Makes a new signing key; the old one stays beside it and introduces it at the next start.")
    static final class NewKey implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            Path keyFile = CheckpointSettings.read(Environment.ofProcess()).keyFile();
            String id = Checkpoints.replaceKey(keyFile);
            if (spec != null) {
                PrintWriter out = spec.commandLine().getOut();
                out.printf("new key %s in %s; restart the gateway to sign with it%n", id, keyFile);
                out.flush();
            }
            return 0;
        }
    }
}
