package dev.fixway.gateway;

import dev.fixway.config.Environment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The three commands that end a demo, as a user would type them; the exit code of the first that fails.
@Command(name = "prove", hidden = true, description = "Asks and proves the ledger of a demo, in its environment.")
final class DemoProof implements Callable<Integer> {
    @Parameters(index = "0")
    private String orderId = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        Path logs = GatewaySettings.read(Environment.ofProcess()).dataDir().resolve("fix").resolve("log");
        DemoOutput output = new DemoOutput(spec.commandLine().getOut());
        String[][] commands = {{"ledger", "query", orderId}, {"ledger", "verify"}, {"replay", logs.toString()}};
        for (String[] command : commands) {
            output.step("fixway " + String.join(" ", command));
            int code = execute(command);
            if (code != 0) {
                return code;
            }
        }
        return 0;
    }

    private int execute(String[] command) {
        CommandLine fixway = Main.commandLine();
        if (spec != null) {
            fixway.setOut(new PrintWriter(spec.commandLine().getOut(), true));
        }
        return fixway.execute(command);
    }
}
