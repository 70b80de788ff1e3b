package dev.fixway.gateway;

import dev.fixway.config.Environment;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.session.ClientListener;
import dev.fixway.engine.session.FixClient;
import dev.fixway.engine.session.FixClientException;
import dev.fixway.engine.session.FixTarget;
import dev.fixway.engine.session.FixText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A day in some seconds: a gateway on the mock, a FIX client that buys, a strategy that sells, and the proof of it.
///
/// It shares nothing with the user's own gateway: ports, folder, key and environment are its own.
final class Demo implements AutoCloseable {
    private static final String SYMBOL = "AAPL";
    private static final String QUANTITY = "10";
    /// Of another process, on a machine that may be busy: it is to end, not to be fast.
    private static final Duration PROOF_LIMIT = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final long NANOS_PER_MILLI = 1_000_000;
    private final Path folder;
    private final Map<String, String> environment;
    private final DemoOutput output;
    private final Duration patience;
    private @Nullable Gateway gateway;

    /// - `settings`: beside or instead of the demo's own
    /// - `patience`: how long each order may take
    Demo(Path folder, Map<String, String> settings, DemoOutput output, Duration patience) {
        this.folder = folder;
        this.output = output;
        this.patience = patience;
        environment = new HashMap<>(Map.of("DATA_DIR", data().toString(), "LEDGER_KEY_FILE",
                folder.resolve("ledger.key").toString(), "GATEWAY_PORT", "0", "FIX_PORT", "0", "GATEWAY_PROVIDER",
                "mock", "MOCK_FILL_DELAY_MS", "300", "MOCK_PARTIAL_FILL_RATIO", "0.4", "LEDGER_CHECKPOINT_EVENTS",
                "5"));
        environment.putAll(settings);
    }

    private Path data() {
        return folder.resolve("data");
    }

    /// All of it; throws CommandException with a sentence when something is not as it should be.
    void run() {
        long begin = System.nanoTime();
        String orderId = trade();
        prove(orderId);
        output.say("");
        output.say("done in %d.%d s: nothing lost, nothing doubled, nothing left behind".formatted(
                (System.nanoTime() - begin) / NANOS_PER_MILLI / 1000,
                (System.nanoTime() - begin) / NANOS_PER_MILLI / 100 % 10));
    }

    /// Starts the gateway and trades; the OrderID of the FIX client's order.
    String trade() {
        output.step("a gateway on free ports, in " + folder);
        Gateway started = start();
        try (DemoStrategy strategy = new DemoStrategy(started.restUrl(), output, patience)) {
            output.say(started.awaitReadyLine());
            output.step("a strategy listens to /v1/ws, a FIX client logs on as CLIENT1 and buys " + QUANTITY + ' '
                    + SYMBOL);
            strategy.listen();
            String orderId = buy(started.fixPort());
            strategy.awaitFilled(orderId);
            output.step("the strategy has seen it and sells by POST /v1/orders");
            strategy.awaitFilled(strategy.sell(SYMBOL, QUANTITY));
            return orderId;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", Main.FAILURE);
        }
    }

    private synchronized Gateway start() {
        gateway = Gateway.start(Environment.read(environment, folder), Ports.PLAIN);
        return gateway;
    }

    private String buy(int fixPort) {
        FixTarget target = FixTarget.plain("127.0.0.1", fixPort, "CLIENT1", "FIXWAY");
        Terms terms = Terms.of(OrdType.MARKET, Qty.of(QUANTITY), null, null, TimeInForce.DAY);
        try (FixClient client = FixClient.connect(target, folder.resolve("client"), Clock.systemUTC(), patience,
                new Reports())) {
            FixText last = client.enter(Side.BUY, SYMBOL, terms, QUIET).getLast();
            if (!"2".equals(last.value(39))) {
                throw new CommandException("the FIX client's order was not filled within " + patience.toSeconds()
                        + " s: " + last, Main.FAILURE);
            }
            return last.value(37);
        } catch (FixClientException e) {
            throw new CommandException("the FIX client fails: " + e.getMessage(), Main.FAILURE);
        }
    }

    /// Reports as they come.
    private final class Reports implements ClientListener {
        @Override
        public void received(FixText message) {
            String status = message.fields()
                    .stream()
                    .filter(field -> field.tag() == 39)
                    .map(FixText.Field::toString)
                    .findFirst()
                    .orElse("");
            output.event("FIX", "ExecutionReport(8) %s  CumQty(14)=%s of %s%s".formatted(status, message.value(14),
                    message.value(38), message.value(31).isEmpty() ? "" : "  LastPx(31)=" + message.value(31)));
        }
    }

    /// What the ledger says of the order, whether it is whole, and whether the FIX log agrees with it.
    ///
    /// In a process of its own, with the demo's environment alone. Throws CommandException when the proof fails.
    void prove(String orderId) {
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.language=en", "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"), "dev.fixway.gateway.Main", "demo", "prove", orderId);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("FIXWAY_LOG_LEVEL", "ERROR");
        int code = run(builder);
        if (code != 0) {
            throw new CommandException("the proof failed with " + code, code);
        }
    }

    private int run(ProcessBuilder builder) {
        Process process = null;
        try {
            process = builder.start();
            BufferedReader lines = process.inputReader();
            Thread reader = Thread.ofVirtual().start(() -> lines.lines().forEach(output::say));
            if (!process.waitFor(PROOF_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CommandException("the proof does not end within " + PROOF_LIMIT.toSeconds() + " s",
                        Main.FAILURE);
            }
            reader.join();
            return process.exitValue();
        } catch (IOException e) {
            throw new CommandException("no process can be started: " + e.getMessage(), Main.FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", Main.FAILURE);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    /// Also from the thread that ends the process.
    @Override
    public synchronized void close() {
        if (gateway != null) {
            gateway.close();
        }
    }
}
