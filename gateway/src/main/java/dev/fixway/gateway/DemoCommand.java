package dev.fixway.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `fixway demo`: a gateway of its own in a temporary folder, one order by FIX, one by REST, and the proof. Leaves
/// nothing.
@Command(name = "demo", mixinStandardHelpOptions = true,
        description = "Trades on the built-in mock by FIX, REST and WebSocket and proves it; takes some seconds and leaves nothing behind.",
        subcommands = DemoProof.class)
final class DemoCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        hush();
        PrintWriter out = spec.commandLine().getOut();
        Path folder = folder();
        Demo demo = new Demo(folder, Map.of(), new DemoOutput(out), PATIENCE);
        // Whoever presses ^C leaves nothing behind either.
        Thread ended = Thread.ofPlatform().unstarted(() -> cleanUp(demo, folder));
        Runtime.getRuntime().addShutdownHook(ended);
        try {
            demo.run();
        } finally {
            cleanUp(demo, folder);
        }
        return 0;
    }

    private static void cleanUp(Demo demo, Path folder) {
        demo.close();
        DemoFolder.remove(folder);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("fixway-demo-").toRealPath();
        } catch (IOException e) {
            throw new CommandException("there is no place for a temporary folder: " + e.getMessage(), Main.FAILURE);
        }
    }

    /// The demo tells its own story; what goes wrong ends it.
    private static void hush() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            logging.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
            logging.getLoggerList().forEach(logger -> logger.setLevel(Level.OFF));
        }
    }
}
