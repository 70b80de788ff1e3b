package dev.fixway.providers.alpaca;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a person or a test makes happen at the stand-in: `POST /control` a [Command], `GET /control` shows everything.
///
/// - `step`: what can trade does so once more; `fill` (`order`, `quantity`, `price`): a fill, whatever became of it;
/// `bust`, `correct` (`quantity`, `price`): its last fill, or the one whose id `text` is, is taken back or changed
/// - `cancel`, `expire`, `reject`, `done`, `suspend`, `stop`, `open`: the order becomes so without having been asked
/// - `place` (`symbol`, `quantity`, `price`): an order from elsewhere, far from trading where no price says otherwise;
/// `confirm`, `refuse`: what a fault `HELD` keeps
/// - `fault` (`fault`), `forget`: what goes wrong next, and nothing any more
/// - `become` (`text`): a status and an event that nobody knows
/// - `drop`, `freeze` (`count` 1 or 0), `miss`, `reverse`, `twice`, `thin`, `unknown`, `shut` (`count`), `say`
/// (`text`), `text` (`count` 1 or 0): the trading stream; `thin` leaves out what may be absent, `unknown` does not know
/// the keys, `shut` cuts connections as they come
final class PaperHands implements HttpHandler {
    private final PaperBook book;
    private final PaperDesk desk;
    private final PaperStream stream;
    private final PaperScript script;
    private final PaperRates rates;

    /// - `order`: its client id or venue id
    public record Command(String verb, @Nullable String order, @Nullable String quantity, @Nullable String price,
            @Nullable String symbol, @Nullable String text, @Nullable Integer count, @Nullable PaperFault fault) {
        static Command of(String verb) {
            return new Command(verb, null, null, null, null, null, null, null);
        }

        static Command of(String verb, int count) {
            return new Command(verb, null, null, null, null, null, count, null);
        }

        static Command on(String verb, String order) {
            return new Command(verb, order, null, null, null, null, null, null);
        }
    }

    PaperHands(PaperBook book, PaperDesk desk, PaperStream stream, PaperScript script, PaperRates rates) {
        this.book = book;
        this.desk = desk;
        this.stream = stream;
        this.script = script;
        this.rates = rates;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (exchange.getRequestMethod().equals(Methods.GET)) {
            synchronized (book) {
                PaperHttp.answer(exchange, new PaperFault.Answer(200, PaperBook.JSON.writeValueAsString(picture())));
            }
            return;
        }
        exchange.getRequestReceiver().receiveFullString((_, body) -> {
            try {
                make(PaperBook.JSON.readValue(body, Command.class));
                PaperHttp.answer(exchange, new PaperFault.Answer(200, "{}\n"));
            } catch (RuntimeException e) {
                PaperHttp.answer(exchange, new PaperFault.Answer(400, e + "\n"));
            }
        });
    }

    private ObjectNode picture() {
        ObjectNode picture = PaperBook.JSON.createObjectNode();
        ArrayNode orders = picture.putArray("orders");
        book.orders().forEach(order -> orders.add(order.json().deepCopy()));
        ArrayNode fills = picture.putArray("fills");
        book.fills().forEach(fill -> fills.add(fill.deepCopy()));
        ObjectNode positions = picture.putObject("positions");
        book.positions().forEach((symbol, qty) -> positions.put(symbol, qty.toPlainString()));
        ObjectNode submissions = picture.putObject("submissions");
        book.submissions().forEach(submissions::put);
        return picture.put("listeners", stream.listeners()).put("refused_for_rate", rates.refused());
    }

    void make(Command command) {
        synchronized (book) {
            int count = command.count() == null ? 1 : command.count();
            switch (command.verb()) {
                case "step" -> desk.step();
                case "fault" -> script.add(Objects.requireNonNull(command.fault()));
                case "forget" -> script.clear();
                case "place" -> place(command);
                case "drop" -> stream.drop();
                case "miss" -> stream.miss(count);
                case "reverse" -> stream.reverse(count);
                case "twice" -> stream.twice(count);
                case "thin" -> stream.thin(count);
                case "unknown" -> stream.refuse(count);
                case "shut" -> stream.shut(count);
                case "freeze" -> stream.freeze(count > 0);
                case "text" -> stream.text(count > 0);
                case "say" -> stream.say(Objects.requireNonNull(command.text()));
                default -> happen(command, order(command));
            }
        }
    }

    private void happen(Command command, PaperOrder order) {
        switch (command.verb()) {
            case "fill" -> desk.fill(order, new BigDecimal(Objects.requireNonNull(command.quantity())),
                    command.price() == null ? PaperDesk.PRICE : new BigDecimal(command.price()));
            case "bust" -> desk.bust(order, command.text());
            case "correct" -> desk.correct(order, command.text(),
                    new BigDecimal(Objects.requireNonNull(command.quantity())),
                    new BigDecimal(Objects.requireNonNull(command.price())));
            case "confirm" -> desk.confirm(order);
            case "refuse" -> desk.refuse(order);
            case "cancel" -> desk.end(order, "canceled");
            case "expire" -> desk.end(order, "expired");
            case "reject" -> desk.end(order, "rejected");
            case "done" -> desk.become(order, "done_for_day");
            case "suspend" -> desk.become(order, "suspended");
            case "stop" -> desk.become(order, "stopped");
            case "open" -> desk.become(order, order.filledQty().signum() > 0 ? "partially_filled" : "new", "new");
            case "become" -> desk.become(order, Objects.requireNonNull(command.text()));
            default -> throw new IllegalArgumentException("no verb " + command.verb());
        }
    }

    /// A limit order from elsewhere.
    private void place(Command command) {
        ObjectNode order = PaperBook.JSON.createObjectNode()
                .put("symbol", command.symbol() == null ? "AAPL" : command.symbol())
                .put("qty", Objects.requireNonNull(command.quantity()))
                .put("side", "buy")
                .put("type", "limit")
                .put("time_in_force", "gtc")
                .put("limit_price", Objects.requireNonNullElse(command.price(), "1.5"));
        if (command.order() != null) {
            order.put("client_order_id", command.order());
        }
        PaperFault.Answer answer = desk.submit(order, null);
        if (answer.status() != 200) {
            throw new IllegalArgumentException(answer.toString());
        }
    }

    private PaperOrder order(Command command) {
        String id = Objects.requireNonNull(command.order());
        PaperOrder order = book.byClientId(id) == null ? book.byId(id) : book.byClientId(id);
        if (order == null) {
            throw new IllegalArgumentException("no order " + id);
        }
        return order;
    }
}
