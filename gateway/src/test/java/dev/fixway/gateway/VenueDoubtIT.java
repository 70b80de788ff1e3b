package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.session.FixMessage;
import dev.fixway.providers.standin.Fault.Kind;
import dev.fixway.providers.standin.Fault.On;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Lost and late answers, lines that break, and restarts on either side (P1, P7 to P9): told once, and what is so.
class VenueDoubtIT extends VenueScenes {
    private static final String TWENTY = "8(X) F/1 100/20/80 @10 32=20 31=10";
    private static final String ASKS_CANCEL = "8(Y,X) 6/6 100/0/100 @0";
    private static final String ASKS_REPLACE = "8(Y,X) E/E 100/0/100 @0";
    private static final String POST = """
            {"symbol":"AAPL","side":"BUY","quantity":"10","order_type":"LIMIT","limit_price":"9.50",\
            "time_in_force":"GTC"}""";

    @Override
    Map<String, String> settings() {
        return Map.of("PROVIDER_REQUEST_TIMEOUT_MS", "1000", "REST_ANSWER_TIMEOUT_MS", "150");
    }

    @BeforeEach
    void awaitVenue() {
        awaitReady(true);
    }

    @Test
    void p1StaysPendingWhileTheVenueHasNotDecided() {
        faults(Kind.SILENT_NO_ACK, On.SUBMIT);
        enter(terms("100"));
        tells(RECEIVED);
        await().until(() -> ledger().stream().anyMatch(row -> row.contains("\"ROUTE_RESOLVED\"")));
        ends("I/A 100/0/100 @0", "PENDING");
        control.ack(route(1));

        tells(NEW);
        ends("I/0 100/0/100 @0", "OPEN");
        assertThat(control.picture().submissions()).containsEntry(route(1), 1);
    }

    @Test
    void p1RejectsWhatTheVenueDoesNotHave() {
        faults(Kind.LOST_REQUEST, On.SUBMIT);
        enter(terms("100"));

        tells(RECEIVED, "8(X) 8/8 100/0/0 @0 103=0 58=not at the venue");
        ends("I/8 100/0/0 @0", "REJECTED");
        assertThat(control.order(route(1))).isNull();
    }

    @Test
    void p1RejectsOnceTheVenueCanBeAsked() {
        faults(Kind.ERROR_NOT_TAKEN, On.SUBMIT);
        faults(Kind.ERROR_NOT_TAKEN, On.LOOK_UP);
        enter(terms("100"));

        tells(RECEIVED, "8(X) 8/8 100/0/0 @0 103=0 58=not at the venue");
        ends("I/8 100/0/0 @0", "REJECTED");
    }

    @Test
    void p1GoesOnWhenOnlyTheAnswerWasLost() {
        for (Kind kind : List.of(Kind.LOST_REPLY, Kind.ERROR_TAKEN, Kind.UNREADABLE, Kind.TRUNCATED)) {
            faults(kind, On.SUBMIT);
            String clOrdId = kind.name();
            peer.order(clOrdId, terms("100"));
            tells(RECEIVED.replace("X", clOrdId), NEW.replace("X", clOrdId));
            fills("100");
            tells("8(" + clOrdId + ") F/2 100/100/0 @10 32=100 31=10");
        }
    }

    @Test
    void p1CancelsWhenOnlyTheAnswerWasLost() {
        working();
        faults(Kind.LOST_REPLY, On.CANCEL);
        cancel("Y", "X");

        tells(ASKS_CANCEL, "8(Y,X) 4/4 100/0/0 @0" + ASKED);
        ends("I/4 100/0/0 @0", "CANCELLED");
    }

    @Test
    void p1CancelsAgainWhenTheRequestWasLost() {
        working();
        faults(Kind.LOST_REQUEST, On.CANCEL);
        cancel("Y", "X");

        tells(ASKS_CANCEL, "8(Y,X) 4/4 100/0/0 @0" + ASKED);
        ends("I/4 100/0/0 @0", "CANCELLED");
    }

    @Test
    void p1ReplacesWhenOnlyTheAnswerWasLost() {
        working();
        faults(Kind.LOST_REPLY, On.REPLACE);
        replace("Y", "X", "80");

        tells(ASKS_REPLACE, "8(Y,X) 5/0 80/0/80 @0");
        ends("I/0 80/0/80 @0", "OPEN");
    }

    @Test
    void p1RefusesAReplaceThatTheVenueNeverGot() {
        working();
        faults(Kind.LOST_REQUEST, On.REPLACE);
        replace("Y", "X", "80");

        tells(ASKS_REPLACE, "9(Y,X) 0 2 434=2");
        ends("I/0 100/0/100 @0", "OPEN");
    }

    @Test
    void tellsAFillThatALookUpFoundOnce() {
        working();
        control.freezeStream(true);
        fills("20");
        faults(Kind.LOST_REQUEST, On.CANCEL);
        cancel("Y", "X");

        tells(ASKS_CANCEL, "8(X) F/6 100/20/80 @10 32=20 31=10");
        control.freezeStream(false);
        control.dropStream();
        tells("8(Y,X) 4/4 100/20/0 @10" + ASKED);
        ends("I/4 100/20/0 @10", "CANCELLED");
        assertThat(ledger()).filteredOn(row -> row.contains("\"PARTIAL_FILL\""))
                .singleElement()
                .asString()
                .contains("\"RECOVERED\"");
    }

    @Test
    void tellsWhatHappenedWhileTheLineWasDownOnce() {
        working();
        control.dropStream();
        fills("20");
        tells(TWENTY);
        control.missEvents(1);
        fills("30");
        fills("40");
        tells("8(X) F/1 100/50/50 @10 32=30 31=10", "8(X) F/1 100/90/10 @10 32=40 31=10");
        control.reverseEvents(2);
        fills("5");
        fills("5");

        tells("8(X) F/1 100/95/5 @10 32=5 31=10", "8(X) F/2 100/100/0 @10 32=5 31=10");
        ends("I/2 100/100/0 @10", "FILLED");
    }

    @Test
    void refusesOrdersWhileTheVenueIsAwayAndGoesOnWithTheOthers() {
        working();
        venue.close();
        awaitReady(false);
        peer.order("N", terms("100"));
        String open = orderId;
        List<FixMessage> refused = peer.next(2);
        cancel("Y", "X");
        tells(ASKS_CANCEL, "9(Y,X) 0 2 434=1");
        replace("Z", "X", "80");
        tells("9(Z,X) 0 2 434=2");
        openVenue();
        awaitReady(true);
        fills("20");

        assertThat(refused).extracting(m -> m.pick(11, 150, 39, 103))
                .containsExactly("11=N|150=A|39=A|103=",
                        "11=N|150=8|39=8|103=0");
        assertThat(refused.getLast().get(58)).startsWith("provider stand-in is not ready: ");
        assertThat(orderId).isEqualTo(open);
        tells(TWENTY);
        ends("I/1 100/20/80 @10", "PARTIALLY_FILLED");
    }

    @Test
    void letsCancelsPassWhileTheVenueIsNotReady() {
        working();
        control.freezeStream(true);
        control.dropStream();
        awaitReady(false);
        cancel("Y", "X");
        tells(ASKS_CANCEL);
        await().until(() -> state().equals("canceled"));
        control.freezeStream(false);
        control.dropStream();

        tells("8(Y,X) 4/4 100/0/0 @0" + ASKED);
        ends("I/4 100/0/0 @0", "CANCELLED");
        awaitReady(true);
    }

    @Test
    void p7TellsWhatHappenedWhileTheGatewayWasAway() {
        working();
        peer.logout();
        gateway.close();
        fills("20");
        openGateway();
        gateway.logon(peer);

        tells(TWENTY);
        cancel("Y", "X");
        tells("8(Y,X) 6/6 100/20/80 @10", "8(Y,X) 4/4 100/20/0 @10" + ASKED);
        ends("I/4 100/20/0 @10", "CANCELLED");
    }

    @Test
    void p8TellsAtTheNextLogon() {
        working();
        peer.logout();
        fillsUnread("20", "20");
        gateway.logon(peer);

        tells(TWENTY);
        ends("I/1 100/20/80 @10", "PARTIALLY_FILLED");
    }

    @Test
    void p9TellsAgainAfterAReset() {
        working();
        peer.logout();
        fillsUnread("20", "20");
        peer.logonWithReset(gateway.gateway().fixPort());

        assertThat(peer.next(4)).extracting(TableNotation::of)
                .containsExactlyInAnyOrder(RECEIVED + " 97=Y", NEW + " 97=Y", TWENTY, "8(X) I/1 100/20/80 @10");
    }

    @Test
    void restAnswersPendingWhileTheVenueIsSilent() {
        faults(Kind.SILENT_NO_ACK, On.SUBMIT);
        TestGateway.Answer answer = gateway.enter(POST);
        orderId = answer.text("id");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("status")).isEqualTo("PENDING");
        control.ack(route(1));
        awaitShown("status", "OPEN");
        holds(On.CANCEL, 1);
        TestGateway.Answer canceling = gateway.delete("/v1/orders/" + orderId);
        assertThat(canceling.status()).isEqualTo(200);
        assertThat(canceling.json().path("order").path("status").asString()).isEqualTo("PENDING_CANCEL");
        confirms();
        awaitShown("status", "CANCELLED");
    }

    private List<String> ledger() {
        return fixway("ledger", "query", orderId, "--json").out().lines().toList();
    }

    private String state() {
        var order = control.order(route(1));
        return order == null ? "" : order.state();
    }

    private void awaitReady(boolean ready) {
        await().until(() -> (gateway.get("/readyz").status() == 200) == ready);
    }
}
