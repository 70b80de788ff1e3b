package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.domain.Order;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.order.CommittedFeed.Committed;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// websocket.md, chapter 9: a client that does not read loses its connection, and nobody else anything.
class StreamSlowIT {
    private static final int EVENTS = 20_000;
    private static final int STEP = 500;
    private final RestFixture rest = new RestFixture();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        rest.close();
        client.close();
    }

    private Order order() {
        return rest.engine.order(new dev.fixway.engine.domain.OrderId(rest.submitted("AAPL")));
    }

    private static Committed created(long seq, Order order) {
        return new Committed(LedgerEvent.of(EventType.ACKNOWLEDGED)
                .set(LedgerField.ACCOUNT, "MAIN")
                .set(LedgerField.PROVIDER, "mock")
                .set(LedgerField.SYMBOL, "AAPL")
                .set(LedgerField.RECORDED_AT, "2026-03-04T05:06:07.100000Z")
                .at(seq), order);
    }

    @Test
    void losesOnlyTheClientThatDoesNotRead() {
        Order order = order();
        try (RawStream stalled = new RawStream(rest.server.port(), 4_096);
                StreamPeer reading = new StreamPeer(client, rest.server.port(), "")) {
            for (int i = 1; i <= EVENTS; i++) {
                rest.stream.committed(List.of(created(i, order)));
                if (i % STEP == 0) {
                    int told = i;
                    await().pollInterval(Duration.ofMillis(1)).until(() -> reading.count() == told);
                }
            }

            reading.frames(EVENTS);
            await().until(() -> rest.stream.slowClients() == 1);
            rest.ticker.add(Duration.ofSeconds(6));
            await().until(() -> rest.stream.clients() == 1);
            List<RawStream.Received> left = rest(stalled);
            assertThat(left).hasSizeLessThan(EVENTS);
            assertThat(rest.get("/metrics").body()).contains("\ngateway_ws_slow_consumer_disconnects 1\n");
        }
    }

    @Test
    void saysWhyItCloses() {
        Order order = order();
        try (RawStream stalled = new RawStream(rest.server.port(), 4_096)) {
            for (int i = 1; i <= EVENTS && rest.stream.slowClients() == 0; i++) {
                rest.stream.committed(List.of(created(i, order)));
                if (i % STEP == 0) {
                    // Its answer comes behind what the I/O thread had to tell.
                    rest.get("/livez");
                }
            }
            List<RawStream.Received> left = rest(stalled);

            assertThat(left.getLast().first()).isEqualTo(RawStream.CLOSE);
            assertThat(left.getLast().code()).isEqualTo(1013);
            assertThat(left.getLast().text()).contains("too slow");
            assertThat(left.subList(0, left.size() - 1)).allMatch(frame -> frame.first() == RawStream.TEXT);
        }
    }

    /// What still comes, up to the close or the end.
    private static List<RawStream.Received> rest(RawStream stream) {
        List<RawStream.Received> left = new ArrayList<>();
        try {
            do {
                left.add(stream.read());
            } while (left.getLast().first() != RawStream.CLOSE);
        } catch (UncheckedIOException _) {
            return left;
        }
        return left;
    }
}
