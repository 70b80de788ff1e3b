package dev.fixway.gateway;

import dev.fixway.config.Environment;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.session.FixClient;
import dev.fixway.engine.session.FixClientException;
import dev.fixway.engine.session.FixSettings;
import dev.fixway.engine.session.FixText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `fixway fix`: a FIX client for the command line; each call logs on, does one thing and logs out.
@Command(name = "fix", mixinStandardHelpOptions = true, description = "Trades by FIX from the command line.", subcommands = {
        FixCommand.Buy.class, FixCommand.Sell.class, FixCommand.Cancel.class, FixCat.class})
final class FixCommand {

    /// How to reach the server, and what an answer looks like.
    abstract static class Call implements Callable<Integer> {
        @Option(names = "--host", description = "FIX server (default: FIX_HOST, else 127.0.0.1).")
        private @Nullable String host;

        @Option(names = "--port", description = "Its port (default: of the gateway that runs here, FIX_PORT, else 9880).")
        private @Nullable Integer port;

        @Option(names = "--sender", defaultValue = "CLIENT1", description = "Our CompID (default: ${DEFAULT-VALUE}).")
        private String sender = "CLIENT1";

        @Option(names = "--target", defaultValue = "FIXWAY", description = "The server's CompID (default: ${DEFAULT-VALUE}).")
        private String target = "FIXWAY";

        @Option(names = "--timeout", defaultValue = "10", description = "Seconds that logon and answers may take (default: ${DEFAULT-VALUE}).")
        private int timeoutSeconds = 10;

        @Option(names = "--wait", defaultValue = "1500", description = "Milliseconds without news after which a resting order is left alone (default: ${DEFAULT-VALUE}).")
        private int quietMillis = 1500;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            Environment environment = Environment.ofProcess();
            Path dataDir = GatewaySettings.read(environment).dataDir();
            FixSettings fix = FixSettings.read(environment);
            int there = port != null ? port : runningPort(dataDir).orElse(fix.port());
            FixClient.Target to = new FixClient.Target(host != null ? host : fix.host(), there, sender, target, null,
                    null);
            try (FixClient client = FixClient.connect(to, dataDir.resolve("fix").resolve("client"), Clock.systemUTC(),
                    Duration.ofSeconds(timeoutSeconds))) {
                List<FixText> messages = act(client, Duration.ofMillis(quietMillis));
                print(messages);
                return isRefused(messages) ? Main.FAILURE : 0;
            } catch (FixClientException e) {
                throw new CommandException(String.valueOf(e.getMessage()), Main.FAILURE);
            } catch (IllegalArgumentException e) {
                throw new CommandException(String.valueOf(e.getMessage()), USAGE);
            }
        }

        private static final int USAGE = 2;

        private static Optional<Integer> runningPort(Path dataDir) {
            return RunFile.ofLiving(dataDir).map(RunFile::fixPort);
        }

        abstract List<FixText> act(FixClient client, Duration quiet);

        private static boolean isRefused(List<FixText> messages) {
            if (messages.isEmpty()) {
                return true;
            }
            FixText last = messages.getLast();
            return switch (last.value(35)) {
                case "9", "j", "3" -> true;
                default -> "8".equals(last.value(39));
            };
        }

        private void print(List<FixText> messages) {
            if (spec == null) {
                throw new IllegalStateException("picocli sets the spec");
            }
            PrintWriter out = spec.commandLine().getOut();
            messages.forEach(message -> out.println(message));
            out.flush();
        }
    }

    /// Buy and sell.
    abstract static class Enter extends Call {
        @Parameters(index = "0", paramLabel = "QUANTITY", description = "How many.")
        private String quantity = "";

        @Parameters(index = "1", paramLabel = "SYMBOL", description = "Of what.")
        private String symbol = "";

        @Parameters(index = "2..*", arity = "0..2", paramLabel = "@ PRICE", description = "Limit price; market without one.")
        private List<String> at = List.of();

        @Option(names = "--stop", description = "Stop price.")
        private @Nullable String stop;

        @Option(names = "--tif", defaultValue = "DAY", description = "DAY, GTC, IOC or FOK (default: ${DEFAULT-VALUE}).")
        private TimeInForce timeInForce = TimeInForce.DAY;

        private final Side side;

        Enter(Side side) {
            this.side = side;
        }

        @Override
        List<FixText> act(FixClient client, Duration quiet) {
            Price price = at.isEmpty() ? null : Price.of(at.getLast().replaceFirst("^@", ""));
            Price stopPx = stop == null ? null : Price.of(stop);
            OrdType type = stopPx == null
                    ? price == null ? OrdType.MARKET : OrdType.LIMIT
                    : price == null ? OrdType.STOP : OrdType.STOP_LIMIT;
            return client.enter(side, symbol, Terms.of(type, Qty.of(quantity), price, stopPx, timeInForce), quiet);
        }
    }

    /// `fixway fix buy 10 AAPL @ 150`.
    @Command(name = "buy", mixinStandardHelpOptions = true, description = "Buys: fixway fix buy 10 AAPL [@ 150]")
    static final class Buy extends Enter {
        Buy() {
            super(Side.BUY);
        }
    }

    /// `fixway fix sell 10 AAPL @ 150`.
    @Command(name = "sell", mixinStandardHelpOptions = true, description = "Sells: fixway fix sell 10 AAPL [@ 150]")
    static final class Sell extends Enter {
        Sell() {
            super(Side.SELL);
        }
    }

    /// `fixway fix cancel CLORDID`.
    @Command(name = "cancel", mixinStandardHelpOptions = true, description = "Cancels an order that was entered from here: fixway fix cancel CLORDID")
    static final class Cancel extends Call {
        @Parameters(index = "0", paramLabel = "CLORDID", description = "ClOrdID(11) of the order.")
        private String clOrdId = "";

        @Override
        List<FixText> act(FixClient client, Duration quiet) {
            return client.cancel(clOrdId, quiet);
        }
    }
}
