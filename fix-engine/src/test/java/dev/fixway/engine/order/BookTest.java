package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// By which ids an order is found.
class BookTest {
    private static final Party CLIENT = new Party(Edge.FIX, "CLIENT1", new AccountId("MAIN"));
    private static final ClOrdId ENTERED = new ClOrdId("X");
    private final Book book = new Book();
    private final Live live = book.take(Order.create(new OrderEvent.Received(new OrderId("AAAA00000000000001"),
            new OrderIntent(CLIENT, ENTERED, FixClient.SYMBOL, Side.BUY, FixClient.limit("100"), Handling.PLAIN,
                    ScriptedVenue.ID)),
            Instant.EPOCH));

    private void happens(OrderEvent event) {
        Order before = live.order();
        live.become(before.apply(event, Instant.EPOCH));
        if (event instanceof OrderEvent.ReplaceRequested asked) {
            book.index(live, asked.request());
        }
        book.forget(live, before);
    }

    private void replace(String clOrdId, boolean isAccepted) {
        ClOrdId current = Objects.requireNonNull(live.order().chain().current());
        Request request = Request.replace(new ClOrdId(clOrdId), CLIENT, current, FixClient.limit("90"));
        happens(new OrderEvent.ReplaceRequested(request));
        happens(isAccepted
                ? new OrderEvent.Replaced(request.clOrdId(), live.orderId().route(1), null, FixClient.limit("90"))
                : new OrderEvent.RequestRefused(request, RejectReason.OTHER, "no"));
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        live.forEachKey(key -> keys.add(key.clOrdId().value()));
        return keys;
    }

    @Test
    void keepsTheIdsThatTheOrderRemembersAndThoseThatItGoesBy() {
        replace("A", true);
        for (int i = 0; i < 100; i++) {
            replace("R" + i, false);
        }

        assertThat(keys()).hasSize(2 + 32).contains("X", "A", "R68", "R99").doesNotContain("R67");
        assertThat(book.find("CLIENT1", new ClOrdId("R67"))).isNull();
        assertThat(book.find("CLIENT1", new ClOrdId("A"))).isSameAs(live);
        assertThat(book.find("CLIENT1", ENTERED)).isSameAs(live);
    }

    @Test
    void letsAnIdGoThatTheOrderWentByWhenItGoesByAnother() {
        replace("A", true);
        for (int i = 0; i < 100; i++) {
            replace("R" + i, false);
        }

        replace("B", true);

        assertThat(keys()).hasSize(2 + 31).contains("X", "B").doesNotContain("A");
        assertThat(book.find("CLIENT1", new ClOrdId("A"))).isNull();
    }

    @Test
    void findsAnOrderThatIsReadByTheIdThatItGoesBy() {
        replace("A", true);
        for (int i = 0; i < 40; i++) {
            replace("R" + i, false);
        }
        Book next = new Book();

        Live read = next.take(live.order());

        assertThat(next.find("CLIENT1", new ClOrdId("A"))).isSameAs(read);
        assertThat(next.find("CLIENT1", ENTERED)).isSameAs(read);
    }
}
