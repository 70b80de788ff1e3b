package dev.fixway.providers.standin;

import dev.fixway.providers.standin.StandInMessages.OrderText;
import dev.fixway.providers.standin.StandInMessages.Position;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import java.util.List;
import java.util.Map;

/// The stand-in's other side, for tests: commands, and a look at everything.
final class StandInControlHttp implements HttpHandler {
    private final StandInBook book;
    private final StandInHands hands;
    private final StandInStream stream;
    private final StandInDesk desk;

    /// Everything that the stand-in knows.
    ///
    /// - `submissions`: how often each client id was submitted, taken or not
    /// - `connections`: of the stream
    /// - `held`: how many cancels and replaces of a client id wait to be confirmed or refused
    public record Picture(List<OrderText> orders, List<Position> positions, Map<String, Integer> submissions,
            long events, int connections, Map<String, Integer> held) {}

    StandInControlHttp(StandInBook book, StandInHands hands, StandInStream stream, StandInDesk desk) {
        this.book = book;
        this.hands = hands;
        this.stream = stream;
        this.desk = desk;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (exchange.getRequestMethod().equals(Methods.GET)) {
            synchronized (book) {
                StandInHttp.text(exchange, 200,
                        StandInMessages.write(new Picture(book.orders().stream().map(StandInOrder::text).toList(),
                                book.positions(), book.submissions(), book.last(), stream.connections(),
                                desk.held())));
            }
            return;
        }
        exchange.getRequestReceiver().receiveFullString((_, body) -> {
            try {
                synchronized (book) {
                    hands.make(StandInMessages.read(body, StandInHands.Command.class));
                }
                StandInHttp.text(exchange, 200, "{}");
            } catch (RuntimeException e) {
                StandInHttp.text(exchange, 400, e.toString());
            }
        });
    }
}
