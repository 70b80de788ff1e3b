package dev.fixway.gateway;

import dev.fixway.config.Environment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `fixway orders`: what is open at the running gateway, and what is in doubt.
@Command(name = "orders", mixinStandardHelpOptions = true,
        description = "Shows the open orders of the running gateway; resolves doubt by hand.",
        subcommands = OrdersCommand.Resolve.class)
final class OrdersCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("id", "cl_ord_id", "entered_by", "account", "provider",
            "symbol", "side", "order_qty", "cum_qty", "status", "in_doubt_since", "in_doubt");

    @Option(names = "--data-dir", description = "Data folder of the gateway (default: DATA_DIR, else ./data).")
    private @Nullable Path dataDir;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(names = "--in-doubt", description = "Only orders that are in doubt.")
    private boolean onlyInDoubt;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        List<JsonNode> orders = new ArrayList<>();
        try (OperatorClient gateway = running(dataDir)) {
            for (JsonNode order : gateway.orders()) {
                if (!onlyInDoubt || order.has("in_doubt")) {
                    orders.add(order);
                }
            }
        }
        PrintWriter out = out(spec);
        if (json) {
            orders.forEach(out::println);
        } else {
            table(orders).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private static List<String> table(List<JsonNode> orders) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(COLUMNS.stream().map(column -> column.toUpperCase(Locale.ROOT)).toList());
        for (JsonNode order : orders) {
            rows.add(COLUMNS.stream().map(column -> order.path(column).asString("-")).toList());
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < COLUMNS.size(); i++) {
                int column = i;
                int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
                line.append(row.get(i)).repeat(' ', width + 2 - row.get(i).length());
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static PrintWriter out(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        return spec.commandLine().getOut();
    }

    private static OperatorClient running(@Nullable Path dataDir) {
        Path folder = dataDir != null
                ? dataDir.toAbsolutePath().normalize()
                : GatewaySettings.read(Environment.ofProcess()).dataDir();
        return new OperatorClient(RunFile.ofLiving(folder)
                .orElseThrow(() -> new CommandException("no gateway runs on " + folder
                        + "; `fixway ledger query ID` reads the ledger without one", Main.FAILURE)));
    }

    /// `fixway orders resolve ID STATE`.
    @Command(name = "resolve", mixinStandardHelpOptions = true,
            description = "States what the venue says about an order in doubt; recorded as an operator's word.")
    static final class Resolve implements Callable<Integer> {
        private static final List<String> STATES = List.of("rejected", "canceled", "working", "filled");

        @Parameters(index = "0", paramLabel = "ID", description = "OrderID of the order.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "STATE",
                description = "What the venue says: rejected, canceled, working or filled. With a cancel or replace in doubt, rejected refuses that request.")
        private String state = "";

        @Option(names = "--qty", description = "With filled: quantity filled in all, by the venue's word.")
        private @Nullable String quantity;

        @Option(names = "--price", description = "With filled: average price of what is not known yet.")
        private @Nullable String price;

        @Option(names = "--text", required = true,
                description = "Who says so, where it was looked up; kept in the ledger.")
        private String text = "";

        @Option(names = "--data-dir", description = "Data folder of the gateway (default: DATA_DIR, else ./data).")
        private @Nullable Path dataDir;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            boolean isFill = state.equals("filled");
            if (!STATES.contains(state) || isFill != (quantity != null) || isFill != (price != null)) {
                throw new ParameterException(Objects.requireNonNull(spec, "picocli sets the spec").commandLine(),
                        "STATE is one of " + STATES + "; --qty and --price belong to filled, both");
            }
            try (OperatorClient gateway = running(dataDir)) {
                JsonNode order = gateway.resolve(id, state, quantity, price, text);
                out(spec).println("order " + id + " is " + order.path("status").asString("") + ", filled "
                        + order.path("cum_qty").asString(""));
                out(spec).flush();
            }
            return 0;
        }
    }
}
