package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.session.FixPeer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What is refused once an order is known, with the codes that each message has for it; ids differ from test to test.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsIT {
    private static final String RESTS = "55=AAPL|54=1|38=100|40=2|44=9.50|59=1";
    private static final int PENDING_MAX = 8;
    private final HeldProvider.Doors venue = new HeldProvider.Doors();
    private final WireReports reports = new WireReports();

    @SuppressWarnings("NullAway") // set before all tests
    private TestGateway gateway;
    @SuppressWarnings("NullAway") // set before all tests
    private FixPeer client;

    @BeforeAll
    void start(@TempDir Path folder) {
        gateway = TestGateway.start(folder, Map.of(),
                new Ports(ledger -> ledger, provider -> new HeldProvider(provider, venue), () -> {
                }));
        client = gateway.logon("CLIENT1");
    }

    @AfterEach
    void open() {
        venue.calls().open();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private void tells(String... expected) {
        assertThat(client.next(expected.length).stream().map(reports::text)).containsExactly(expected);
    }

    private String enter(String clOrdId) {
        client.order(clOrdId, RESTS);
        String orderId = client.next().get(37);
        assertThat(client.next().get(150)).isEqualTo("0");
        return orderId;
    }

    private void cancel(String clOrdId, String origClOrdId, String more) {
        client.request("F", clOrdId, origClOrdId, "55=AAPL|54=1" + more);
    }

    private void replace(String clOrdId, String origClOrdId, int orderQty) {
        client.request("G", clOrdId, origClOrdId, RESTS.replace("38=100", "38=" + orderQty));
    }

    @Test
    void refusesRequestWhoseIdWasUsed() {
        enter("A1");

        cancel("A1", "A1", "");
        replace("A1", "A1", 50);

        tells("9(A1,A1) 0 6 434=1", "9(A1,A1) 0 6 434=2");
    }

    @Test
    void refusesReplaceOfUnknownOrder() {
        replace("B2", "B1", 50);

        tells("9(B2,B1) 8 1 37=NONE 434=2");
    }

    @Test
    void refusesReplaceOfAnIdThatWasReplaced() {
        enter("C1");
        replace("C2", "C1", 50);
        tells("8(C2,C1) E/E 100/0/100 @0", "8(C2,C1) 5/0 50/0/50 @0");

        replace("C3", "C1", 40);

        tells("9(C3,C2) 0 1 434=2");
    }

    @Test
    void refusesRequestsOfAnEndedOrder() {
        String orderId = enter("D1");
        cancel("D2", "D1", "");
        tells("8(D2,D1) 6/6 100/0/100 @0", "8(D2,D1) 4/4 100/0/0 @0");

        cancel("D3", "NONE", "|37=" + orderId);
        replace("D4", "D1", 50);

        tells("9(D3,D1) 4 0 434=1", "9(D4,D1) 4 0 434=2");
    }

    @Test
    void refusesNinthPendingReplace() {
        enter("E0");
        venue.calls().shut();
        for (int i = 1; i <= PENDING_MAX + 1; i++) {
            replace("E" + i, "E" + (i - 1), 100 + i);
        }

        List<String> told = client.next(PENDING_MAX + 1).stream().map(reports::text).toList();
        assertThat(told.subList(0, PENDING_MAX)).containsExactlyElementsOf(IntStream.rangeClosed(1, PENDING_MAX)
                .mapToObj(i -> "8(E%d,E0) E/E %d/0/%d @0".formatted(i, 99 + i, 99 + i))
                .toList());
        assertThat(told.getLast()).isEqualTo("9(E9,E0) E 3 434=2");

        venue.calls().open();
        List<String> replaced = client.next(PENDING_MAX).stream().map(reports::text).toList();
        assertThat(replaced.getLast()).isEqualTo("8(E8,E7) 5/0 108/0/108 @0");
    }

    @Test
    void refusesSideOrSymbolOfAnotherOrder() {
        enter("F1");

        client.request("F", "F2", "F1", "55=MSFT|54=1");
        client.request("F", "F3", "F1", "55=AAPL|54=2");

        assertThat(client.next(2)).extracting(m -> m.pick(35, 39)).containsExactly("35=9|39=0", "35=9|39=0");
    }

    @Test
    void tellsRestWhyItWasRefused() {
        String body = """
                {"symbol":"AAPL","side":"BUY","quantity":"10","order_type":"LIMIT","limit_price":"9.50",\
                "time_in_force":"GTC","client_order_id":"R1"}""";
        String orderId = gateway.enter(body).text("id");

        TestGateway.Answer again = gateway.enter(body);
        TestGateway.Answer other = gateway.enter(body.replace("9.50", "9.40"));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("id")).isEqualTo(orderId);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("ORDER_REJECTED");
        assertThat(other.json().path("details").path("reject_code").asString(""))
                .isEqualTo("DUPLICATE_CLIENT_ORDER_ID");
        assertThat(gateway.get("/v1/orders?client_order_id=R1").json().size()).isEqualTo(1);
    }
}
