package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.session.FixClient;
import dev.fixway.engine.session.FixMessage;
import dev.fixway.engine.session.FixPeer;
import dev.fixway.engine.session.FixTarget;
import dev.fixway.engine.session.FixText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// One order, two edges: entered at one, seen and cancelled at the other, with the reports that each side is due.
class CrossEdgeIT {
    private static final String RESTS = "55=AAPL|54=1|38=10|40=2|44=9.50|59=1";
    private static final String RESTS_BY_REST = """
            {"symbol":"AAPL","side":"BUY","quantity":"10","order_type":"LIMIT","limit_price":"9.50",\
            "time_in_force":"GTC","client_order_id":"R1"}""";
    private static final Duration QUIET = Duration.ofMillis(200);

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @SuppressWarnings("NullAway") // set before each test
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void saysThatItIsReady() {
        assertThat(gateway.readyLine()).startsWith("fixway ready rest=http://127.0.0.1:").contains(" provider=mock ");
        assertThat(gateway.get("/readyz").status()).isEqualTo(200);
    }

    @Test
    void showsOrderOfFixOnRest() {
        FixPeer client = gateway.logon("CLIENT1");
        client.order("A1", RESTS);
        String orderId = client.next(2).getLast().get(37);

        TestGateway.Answer one = gateway.get("/v1/orders/" + orderId);
        TestGateway.Answer list = gateway.get("/v1/orders");

        assertThat(one.status()).isEqualTo(200);
        assertThat(List.of("id", "client_order_id", "symbol", "side", "quantity", "limit_price", "status"))
                .extracting(one::text)
                .containsExactly(orderId, "A1", "AAPL", "BUY", "10", "9.50", "OPEN");
        assertThat(ids(list)).containsExactly(orderId);
    }

    @Test
    void cancelsOrderOfFixByRest() {
        FixPeer copy = gateway.logon("DROPCOPY");
        FixPeer client = gateway.logon("CLIENT1");
        client.order("A1", RESTS);
        List<FixMessage> entered = client.next(2);
        String orderId = entered.getFirst().get(37);

        TestGateway.Answer answer = gateway.delete("/v1/orders/" + orderId);

        List<FixMessage> canceled = client.next(2);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("order").path("status").asString("")).isEqualTo("CANCELLED");
        assertThat(canceled).extracting(m -> m.pick(35, 150, 39, 11, 41, 37, 38, 14, 151))
                .containsExactly("35=8|150=6|39=6|11=A1|41=|37=" + orderId + "|38=10|14=0|151=10",
                        "35=8|150=4|39=4|11=A1|41=|37=" + orderId + "|38=10|14=0|151=0");
        List<FixMessage> copies = copy.next(4);
        assertThat(copies).extracting(m -> m.get(17))
                .containsExactly(entered.get(0).get(17), entered.get(1).get(17), canceled.get(0).get(17),
                        canceled.get(1).get(17));
        assertThat(copies).extracting(m -> m.pick(150, 41, 797, 115))
                .containsExactly("150=A|41=|797=Y|115=CLIENT1", "150=0|41=|797=Y|115=CLIENT1",
                        "150=6|41=A1|797=Y|115=CLIENT1", "150=4|41=A1|797=Y|115=CLIENT1");
        assertThat(copies.get(2).get(11)).matches(orderId + "-c[0-9]+").isEqualTo(copies.get(3).get(11));
        assertThat(gateway.get("/v1/orders/" + orderId).text("status")).isEqualTo("CANCELLED");
        assertThat(ids(gateway.get("/v1/orders?status=OPEN"))).isEmpty();
        assertThat(ids(gateway.get("/v1/orders?status=CANCELLED"))).containsExactly(orderId);
        assertThat(client.next(QUIET)).isNull();
    }

    @Test
    void cancelsOrderOfRestByFixWithoutItsId() {
        FixPeer copy = gateway.logon("DROPCOPY");
        FixPeer client = gateway.logon("CLIENT1");
        String orderId = gateway.enter(RESTS_BY_REST).text("id");

        client.request("F", "B1", "NONE", "37=" + orderId + "|55=AAPL|54=1");

        List<FixMessage> canceled = client.next(2);
        assertThat(canceled).extracting(m -> m.pick(35, 150, 39, 11, 41, 37))
                .containsExactly("35=8|150=6|39=6|11=B1|41=R1|37=" + orderId,
                        "35=8|150=4|39=4|11=B1|41=R1|37=" + orderId);
        List<FixMessage> copies = copy.next(4);
        assertThat(copies).extracting(m -> m.pick(150, 11, 115))
                .containsExactly("150=A|11=R1|115=", "150=0|11=R1|115=", "150=6|11=B1|115=", "150=4|11=B1|115=");
        assertThat(copies.subList(2, 4)).extracting(m -> m.get(17))
                .containsExactly(canceled.get(0).get(17), canceled.get(1).get(17));
        TestGateway.Answer seen = gateway.get("/v1/orders/" + orderId);
        assertThat(seen.text("status")).isEqualTo("CANCELLED");
        assertThat(seen.text("client_order_id")).isEqualTo("R1");
    }

    @Test
    void cancelsOrderOfRestByFixWithItsId() {
        FixPeer client = gateway.logon("CLIENT1");
        String orderId = gateway.enter(RESTS_BY_REST).text("id");

        client.request("F", "B1", "R1", "55=AAPL|54=1");
        client.request("F", "B2", "R1", "37=" + orderId + "|55=AAPL|54=1");

        assertThat(client.next(3)).extracting(m -> m.pick(35, 150, 39, 11, 41, 37, 102))
                .containsExactly("35=9|150=|39=8|11=B1|41=R1|37=NONE|102=1",
                        "35=8|150=6|39=6|11=B2|41=R1|37=" + orderId + "|102=",
                        "35=8|150=4|39=4|11=B2|41=R1|37=" + orderId + "|102=");
        assertThat(gateway.get("/v1/orders/" + orderId).text("status")).isEqualTo("CANCELLED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "é", "emoji😀", " "})
    void takesTheOrderIdThatItShowsForAnIdThatFixCannotCarry(String clientOrderId) {
        FixPeer client = gateway.logon("CLIENT1");
        String orderId = gateway.enter(RESTS_BY_REST.replace("R1", clientOrderId)).text("id");
        String order = "37=" + orderId + "|55=AAPL|54=1";

        String smaller = order + "|38=7|40=2|44=9.50|59=1";
        List<FixMessage> answers = new ArrayList<>();

        client.request("F", "B1", "other", order);
        answers.addAll(client.next(1));
        client.request("G", "B2", orderId, smaller);
        answers.addAll(client.next(2));
        client.send("35=G|97=Y|11=B2|41=" + orderId + "|60=20260102-03:04:05.678|" + smaller);
        answers.addAll(client.next(1));
        client.request("F", "B3", orderId, order);
        answers.addAll(client.next(2));

        assertThat(answers).extracting(m -> m.get(41)).containsOnly(orderId);
        assertThat(answers).extracting(m -> m.pick(35, 150, 39, 11, 102))
                .containsExactly("35=9|150=|39=0|11=B1|102=1", "35=8|150=E|39=E|11=B2|102=",
                        "35=8|150=5|39=0|11=B2|102=", "35=8|150=I|39=0|11=B2|102=", "35=8|150=6|39=6|11=B3|102=",
                        "35=8|150=4|39=4|11=B3|102=");
    }

    @Test
    void takesNoOrderIdForAnIdThatFixCanCarry() {
        FixPeer client = gateway.logon("CLIENT1");
        String orderId = gateway.enter(RESTS_BY_REST).text("id");

        client.request("F", "B1", orderId, "37=" + orderId + "|55=AAPL|54=1");

        assertThat(client.next().pick(35, 39, 11, 41, 37, 102))
                .isEqualTo("35=9|39=0|11=B1|41=R1|37=" + orderId + "|102=1");
    }

    @Test
    void keepsAccountsApart() {
        FixPeer client = gateway.logon("CLIENT1");
        FixPeer other = gateway.logon("CLIENT2");
        client.order("A1", RESTS);
        String ofMain = client.next(2).getLast().get(37);
        other.order("A1", RESTS);
        String ofOther = other.next(2).getLast().get(37);

        other.request("F", "C1", "NONE", "37=" + ofMain + "|55=AAPL|54=1");
        other.send("35=H|11=S1|37=" + ofMain + "|55=AAPL|54=1");
        client.request("F", "C1", "NONE", "37=" + ofOther + "|55=AAPL|54=1");

        assertThat(other.next(2)).extracting(m -> m.pick(35, 150, 39, 37, 102, 103))
                .containsExactly("35=9|150=|39=8|37=NONE|102=1|103=", "35=8|150=I|39=8|37=NONE|102=|103=5");
        assertThat(client.next().pick(35, 39, 37, 102)).isEqualTo("35=9|39=8|37=NONE|102=1");
        assertThat(gateway.get("/v1/orders/" + ofOther).status()).isEqualTo(404);
        assertThat(gateway.delete("/v1/orders/" + ofOther).status()).isEqualTo(404);
        assertThat(ids(gateway.get("/v1/orders"))).containsExactly(ofMain);
        assertThat(gateway.delete("/v1/orders").json().path("cancelled_count").asInt(-1)).isEqualTo(1);
        assertThat(client.next(2)).extracting(m -> m.pick(150, 37))
                .containsExactly("150=6|37=" + ofMain, "150=4|37=" + ofMain);
        assertThat(other.next(QUIET)).isNull();
    }

    @Test
    void copiesReportsOfEveryEdgeAndTakesNothingFromTheReader() {
        FixPeer copy = gateway.logon("DROPCOPY");
        FixPeer client = gateway.logon("CLIENT1");
        FixPeer other = gateway.logon("CLIENT2");
        client.order("A1", "55=AAPL|54=1|38=10|40=1");
        List<FixMessage> own = client.next(3);
        List<FixMessage> copies = copy.next(3);
        other.order("A1", "55=MSFT|54=2|38=3|40=1");
        List<FixMessage> others = other.next(3);

        assertThat(copies).extracting(m -> m.pick(17, 150, 39, 11))
                .containsExactlyElementsOf(own.stream().map(m -> m.pick(17, 150, 39, 11)).toList());
        assertThat(copy.next(3)).extracting(m -> m.pick(17, 150, 39, 11))
                .containsExactlyElementsOf(others.stream().map(m -> m.pick(17, 150, 39, 11)).toList());
        copy.order("X1", RESTS);
        copy.request("F", "X2", "A1", "55=AAPL|54=1");
        copy.request("G", "X3", "A1", RESTS);
        assertThat(copy.next(3)).extracting(m -> m.pick(35, 372, 379, 380))
                .containsExactly("35=j|372=D|379=X1|380=6", "35=j|372=F|379=X2|380=6", "35=j|372=G|379=X3|380=6");
    }

    @Test
    void servesAnotherFixEngine() {
        FixTarget target = FixTarget.plain("127.0.0.1", gateway.gateway().fixPort(), "CLIENT1", "FIXWAY");
        Terms limit = Terms.of(OrdType.LIMIT, Qty.of("10"), Price.of("9.5"), null, TimeInForce.GTC);
        Terms market = Terms.of(OrdType.MARKET, Qty.of("10"), null, null, TimeInForce.DAY);
        try (FixClient client = FixClient.connect(target, folder.resolve("client"), InstantSource.system(),
                Duration.ofSeconds(10))) {
            List<FixText> filled = client.enter(Side.BUY, "AAPL", market, QUIET);
            List<FixText> rests = client.enter(Side.SELL, "AAPL", Terms.of(OrdType.LIMIT, Qty.of("10"),
                    Price.of("99999"), null, TimeInForce.GTC), QUIET);
            List<FixText> canceled = client.cancel(rests.getLast().value(11), QUIET);
            String orderId = gateway.enter(RESTS_BY_REST).text("id");
            List<FixText> cross = client.cancel(orderId, "NONE", "AAPL", Side.BUY, QUIET);
            List<FixText> other = client.enter(Side.BUY, "MSFT", limit, QUIET);

            assertThat(filled).extracting(r -> r.value(150)).containsExactly("A", "0", "F");
            assertThat(rests).extracting(r -> r.value(150)).containsExactly("A", "0");
            assertThat(canceled).extracting(r -> r.value(150)).containsExactly("6", "4");
            assertThat(cross).extracting(r -> r.value(150)).containsExactly("6", "4");
            assertThat(gateway.delete("/v1/orders/" + other.getLast().value(37)).status()).isEqualTo(200);
        }
        assertThat(ids(gateway.get("/v1/orders?status=OPEN"))).isEmpty();
    }

    private static List<String> ids(TestGateway.Answer list) {
        assertThat(list.status()).isEqualTo(200);
        return list.json().valueStream().map((JsonNode order) -> order.path("id").asString("")).toList();
    }
}
