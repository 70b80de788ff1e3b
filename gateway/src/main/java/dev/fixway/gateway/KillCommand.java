package dev.fixway.gateway;

import dev.fixway.config.Environment;
import dev.fixway.engine.provider.ProviderFactory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `fixway kill`: no more orders, and every open one is cancelled.
@Command(name = "kill", mixinStandardHelpOptions = true,
        description = "Blocks new orders and cancels every open one, until it is released.",
        footer = "Exit codes: 0 nothing is open any more (with --status: off), 1 not done or something is still open.")
final class KillCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(200);

    @Option(names = "--text", description = "Why; kept in the ledger. A release needs one.")
    private String text = "";

    @Option(names = "--release", description = "Takes orders again.")
    private boolean release;

    @Option(names = "--status", description = "Only shows how it is.")
    private boolean status;

    @Option(names = "--direct",
            description = "Cancels every open order at the venues themselves, with their credentials alone, whether or not a gateway runs. Blocks nothing.")
    private boolean direct;

    @Option(names = "--wait", paramLabel = "SECONDS",
            description = "How long to wait for the cancels (default: ${DEFAULT-VALUE}).")
    private int waitSeconds = 10;

    @Option(names = "--data-dir", description = "Data folder of the gateway (default: DATA_DIR, else ./data).")
    private @Nullable Path dataDir;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (Stream.of(release, status, direct).filter(is -> is).count() > 1 || (release && text.isBlank())) {
            throw new ParameterException(commandLine(),
                    "at most one of --release (with --text), --status and --direct");
        }
        if (direct) {
            return cancelDirectly();
        }
        try (OperatorClient gateway = running()) {
            if (status) {
                JsonNode now = gateway.kill();
                print(now);
                return isOn(now) ? Main.FAILURE : 0;
            }
            if (release) {
                print(gateway.kill("/release", text));
                return 0;
            }
            JsonNode now = gateway.kill("", text);
            long endNanos = System.nanoTime() + Duration.ofSeconds(waitSeconds).toNanos();
            while (open(now) > 0 && System.nanoTime() - endNanos < 0) {
                Thread.sleep(LOOK);
                now = gateway.kill();
            }
            print(now);
            return open(now) > 0 ? Main.FAILURE : 0;
        }
    }

    private int cancelDirectly() throws InterruptedException {
        Environment environment = Environment.ofProcess();
        Path folder = folder(environment);
        RunFile.ofLiving(folder).ifPresent(run -> {
            commandLine().getErr()
                    .println("a gateway runs (pid " + run.pid()
                            + ") and goes on to take orders: `fixway kill` blocks it");
            commandLine().getErr().flush();
        });
        DirectKill kill = new DirectKill(commandLine().getOut(), Duration.ofSeconds(waitSeconds));
        boolean isDone = true;
        for (ProviderFactory factory : ProviderChoice.choose(environment)) {
            isDone &= kill.cancelAll(factory.name(),
                    () -> factory.emergency(environment, folder, Clock.systemUTC()));
        }
        return isDone ? 0 : Main.FAILURE;
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec, "picocli sets the spec").commandLine();
    }

    private Path folder(Environment environment) {
        return dataDir != null ? dataDir.toAbsolutePath().normalize() : GatewaySettings.read(environment).dataDir();
    }

    private static boolean isOn(JsonNode kill) {
        return kill.path("kill_switch").asString("").equals("on");
    }

    private static int open(JsonNode kill) {
        return kill.path("open_orders").asInt(0);
    }

    private void print(JsonNode kill) {
        PrintWriter out = commandLine().getOut();
        if (isOn(kill)) {
            out.println(
                    "kill switch on since " + kill.path("since").asString("") + " by " + kill.path("by").asString("")
                            + ": " + kill.path("text").asString(""));
            out.println(open(kill) == 0 ? "no order is open" : "orders still open: " + open(kill));
        } else {
            out.println("kill switch off");
        }
        out.flush();
    }

    private OperatorClient running() {
        Path folder = folder(Environment.ofProcess());
        return new OperatorClient(RunFile.ofLiving(folder)
                .orElseThrow(() -> new CommandException("no gateway runs on " + folder
                        + "; `fixway kill --direct` cancels at the venues without one", Main.FAILURE)));
    }
}
