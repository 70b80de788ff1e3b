package dev.fixway.gateway;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `fixway`: without a subcommand it runs the gateway.
@Command(name = "fixway", mixinStandardHelpOptions = true, versionProvider = FixwayCommand.Versions.class,
        description = "A trading gateway: FIX, REST and WebSocket in front of brokers, everything recorded first.",
        subcommands = {
                RunCommand.class, LedgerCommand.class, OrdersCommand.class, KillCommand.class, ReplayCommand.class,
                ConfigCommand.class, FixCommand.class, DemoCommand.class})
final class FixwayCommand implements Callable<Integer> {

    /// Prints the version of the build.
    static final class Versions implements picocli.CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[]{"fixway " + Version.text()};
        }
    }

    @Override
    public Integer call() throws Exception {
        return new RunCommand().call();
    }
}
