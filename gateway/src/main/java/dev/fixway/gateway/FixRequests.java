package dev.fixway.gateway;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.session.FixClient;
import dev.fixway.engine.session.FixText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// The requests of the FIX client, on the command line and at its prompt alike.
final class FixRequests {

    private FixRequests() {}

    /// One request, carried out by whom it was given to.
    abstract static class Request implements Callable<Integer>, FixDesk.Request {
        @ParentCommand
        private @Nullable FixDesk desk;

        @Override
        public final Integer call() {
            if (desk == null) {
                throw new IllegalStateException("picocli sets the parent");
            }
            return desk.carryOut(this);
        }
    }

    private static @Nullable Price price(List<String> at) {
        String text = String.join("", at).replaceFirst("^@", "");
        return text.isEmpty() ? null : Price.of(text);
    }

    /// Buy and sell.
    abstract static class Enter extends Request {
        @Parameters(index = "0", paramLabel = "QUANTITY", description = "How many.")
        private String quantity = "";

        @Parameters(index = "1", paramLabel = "SYMBOL", description = "Of what.")
        private String symbol = "";

        @Parameters(index = "2..*", arity = "0..2", paramLabel = "@ PRICE",
                description = "Limit price; market without one.")
        private List<String> at = List.of();

        @Option(names = "--stop", paramLabel = "PRICE", description = "Stop price.")
        private @Nullable String stop;

        @Option(names = "--tif", defaultValue = "DAY",
                description = "DAY, GTC, IOC or FOK (default: ${DEFAULT-VALUE}).")
        private TimeInForce timeInForce = TimeInForce.DAY;

        private final Side side;

        Enter(Side side) {
            this.side = side;
        }

        @Override
        public List<FixText> ask(FixClient client, Duration quiet) {
            Price price = price(at);
            Price stopPx = stop == null ? null : Price.of(stop);
            OrdType type = stopPx == null
                    ? price == null ? OrdType.MARKET : OrdType.LIMIT
                    : price == null ? OrdType.STOP : OrdType.STOP_LIMIT;
            return client.enter(side, symbol, Terms.of(type, Qty.of(quantity), price, stopPx, timeInForce), quiet);
        }
    }

    /// `fixway fix buy 10 AAPL @ 150`.
    @Command(name = "buy", mixinStandardHelpOptions = true, description = "Buys: buy 10 AAPL [@ 150]")
    static final class Buy extends Enter {
        Buy() {
            super(Side.BUY);
        }
    }

    /// `fixway fix sell 10 AAPL @ 150`.
    @Command(name = "sell", mixinStandardHelpOptions = true, description = "Sells: sell 10 AAPL [@ 150]")
    static final class Sell extends Enter {
        Sell() {
            super(Side.SELL);
        }
    }

    /// `fixway fix cancel CLORDID`.
    @Command(name = "cancel", mixinStandardHelpOptions = true, description = "Cancels an order: cancel CLORDID")
    static final class Cancel extends Request {
        @Parameters(index = "0", paramLabel = "CLORDID",
                description = "ClOrdID(11) of an order that was entered from here; NONE with --order-id.")
        private String clOrdId = "";

        @Option(names = "--order-id", paramLabel = "ID",
                description = "OrderID(37), for an order that was entered elsewhere.")
        private @Nullable String orderId;

        @Option(names = "--symbol", description = "Its symbol, where this client does not know the order.")
        private @Nullable String symbol;

        @Option(names = "--side", description = "Its side, BUY or SELL, likewise.")
        private @Nullable Side side;

        @Override
        public List<FixText> ask(FixClient client, Duration quiet) {
            if (symbol == null && side == null && orderId == null) {
                return client.cancel(clOrdId, quiet);
            }
            if (symbol == null || side == null) {
                throw new IllegalArgumentException("an order that was not entered from here needs --symbol and --side");
            }
            return client.cancel(orderId, clOrdId, symbol, side, quiet);
        }
    }

    /// `fixway fix replace CLORDID 20 @ 151`.
    @Command(name = "replace", mixinStandardHelpOptions = true,
            description = "Replaces an order: replace CLORDID 20 [@ 151]")
    static final class Replace extends Request {
        @Parameters(index = "0", paramLabel = "CLORDID",
                description = "ClOrdID(11) of an order that was entered from here.")
        private String clOrdId = "";

        @Parameters(index = "1", paramLabel = "QUANTITY",
                description = "The new total quantity, what is filled included.")
        private String quantity = "";

        @Parameters(index = "2..*", arity = "0..2", paramLabel = "@ PRICE",
                description = "The new limit price; unchanged without one.")
        private List<String> at = List.of();

        @Override
        public List<FixText> ask(FixClient client, Duration quiet) {
            return client.replace(clOrdId, Qty.of(quantity), price(at), quiet);
        }
    }

    /// `fixway fix status CLORDID`.
    @Command(name = "status", mixinStandardHelpOptions = true, description = "Asks how an order stands: status CLORDID")
    static final class Status extends Request {
        @Parameters(index = "0", paramLabel = "CLORDID",
                description = "ClOrdID(11) of an order that was entered from here.")
        private String clOrdId = "";

        @Override
        public List<FixText> ask(FixClient client, Duration quiet) {
            return client.status(clOrdId, quiet);
        }
    }

    /// `fixway fix massstatus`.
    @Command(name = "massstatus", mixinStandardHelpOptions = true,
            description = "Asks how all orders stand, where the server knows OrderMassStatusRequest(AF).")
    static final class MassStatus extends Request {
        @Override
        public List<FixText> ask(FixClient client, Duration quiet) {
            return client.massStatus(quiet);
        }
    }

    /// `fixway fix raw '35=H|11=A1|55=AAPL|54=1'`.
    @Command(name = "raw", mixinStandardHelpOptions = true,
            description = "Sends a message as typed: raw '35=H|11=A1|55=AAPL|54=1'")
    static final class Raw extends Request {
        @Parameters(arity = "1..*", paramLabel = "TAG=VALUE|…",
                description = "The body and MsgType(35); the session writes the rest of the header and the trailer.")
        private List<String> text = List.of();

        @Override
        public List<FixText> ask(FixClient client, Duration quiet) {
            return client.send(String.join(" ", text), quiet);
        }
    }
}
