package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.session.FixMessage;
import dev.fixway.providers.alpaca.PaperFault;
import dev.fixway.providers.alpaca.PaperFault.Kind;
import dev.fixway.providers.alpaca.PaperFault.On;
import dev.fixway.providers.alpaca.PaperOrder;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Orders over FIX and REST on Alpaca's stand-in, each thing that goes wrong there alone.
class AlpacaScenesIT extends AlpacaScenes {
    private static final String BY_AMOUNT = "55=AAPL|54=1|152=1000|40=1|59=0";
    private static final String[] AMOUNT_WORKS = {"8(X) A/A 0/0/0 @0 152=1000", "8(X) 0/0 0/0/0 @0 152=1000"};

    @Test
    void fillsAMarketOrder() {
        peer.order("X", "55=AAPL|54=1|38=10|40=1|59=0");
        tells(RECEIVED, NEW);
        fill("4", "99.5");
        fill("6", "100.5");

        tells("8(X) F/1 10/4/6 @99.5 32=4 31=99.5", "8(X) F/2 10/10/0 @100.1 32=6 31=100.5");
        restShows("FILLED", "10");
    }

    @Test
    void l1bTellsTheQuantityOfAnAmountBeforeItsLastFill() {
        peer.order("X", BY_AMOUNT);
        tells(AMOUNT_WORKS);
        assertThat(there(1).text("notional")).isEqualTo("1000");
        fill("4", "99");
        tells("8(X) F/1 0/4/0 @99 152=1000 32=4 31=99");
        restShows("PARTIALLY_FILLED", "4");
        fill("6", "101");

        tells("8(X) D/1 10/4/6 @99 152=1000 378=99 58=the venue has computed the quantity",
                "8(X) F/2 10/10/0 @100.2 152=1000 32=6 31=101");
        peer.order("X", BY_AMOUNT);
        tells("8(X) 8/2 10/10/0 @100.2 152=1000 103=6 58=ClOrdID(11) was used before");
        restShows("FILLED", "10");
    }

    @Test
    void l1bMeasuresAnAmountThatWasFilledWhileTheLineWasDown() {
        venue.fault(PaperFault.next(Kind.LOST_REPLY, On.SUBMIT));
        peer.order("X", BY_AMOUNT);
        tells(AMOUNT_WORKS);
        venue.make("miss", 1);
        fill("10", "100");
        venue.make("drop");

        tells("8(X) D/0 10/0/10 @0 152=1000 378=99 58=the venue has computed the quantity",
                "8(X) F/2 10/10/0 @100 152=1000 32=10 31=100");
        await().until(() -> gateway.get("/readyz").status() == 200);
    }

    @Test
    void l1bEndsAnAmountThatIsCancelledInPart() {
        peer.order("X", BY_AMOUNT);
        tells(AMOUNT_WORKS);
        fill("4", "100");
        tells("8(X) F/1 0/4/0 @100 152=1000 32=4 31=100");
        peer.request("G", "Y", "X", "55=AAPL|54=1|38=20|40=1|59=0");
        tells("9(Y,X) 1 2 434=2");
        peer.request("F", "Z", "X", "55=AAPL|54=1");

        tells("8(Z,X) 6/6 0/4/0 @100 152=1000", "8(Z,X) 4/4 0/4/0 @100 152=1000" + ASKED);
        restShows("CANCELLED", "4");
    }

    @Test
    void cancelsWhatIsLeft() {
        working();
        fill("4", "100");
        tells("8(X) F/1 10/4/6 @100 32=4 31=100");
        peer.request("F", "Y", "X", "55=AAPL|54=1");

        tells("8(Y,X) 6/6 10/4/6 @100", "8(Y,X) 4/4 10/4/0 @100" + ASKED);
        restShows("CANCELLED", "4");
        assertThat(there(1).status()).isEqualTo("canceled");
    }

    @Test
    void fillsAnOrderThatItCouldNotCancelAnyMore() {
        working();
        venue.fault(PaperFault.next(Kind.HELD, On.CANCEL));
        peer.request("F", "Y", "X", "55=AAPL|54=1");
        tells("8(Y,X) 6/6 10/0/10 @0");
        await().until(() -> there(1).status().equals("pending_cancel"));
        fill("10", "100");

        tells("8(X) F/6 10/10/0 @100 32=10 31=100", "9(Y,X) 2 0 434=1");
    }

    @Test
    void staysPendingWhileTheVenueDoesNotCancel() {
        working();
        venue.fault(PaperFault.next(Kind.HELD, On.CANCEL));
        peer.request("F", "Y", "X", "55=AAPL|54=1");
        tells("8(Y,X) 6/6 10/0/10 @0");
        await().until(() -> there(1).status().equals("pending_cancel"));
        restShows("PENDING_CANCEL", "0");
        venue.make("confirm", route(1));

        tells("8(Y,X) 4/4 10/0/0 @0" + ASKED);
    }

    @Test
    void replacesAgainAndAgainAndCountsEveryFill() {
        working();
        fill("2", "100");
        tells("8(X) F/1 10/2/8 @100 32=2 31=100");
        peer.request("G", "Y", "X", terms("12", "2"));
        tells("8(Y,X) E/E 10/2/8 @100", "8(Y,X) 5/1 12/2/10 @100");
        venue.fill(route(2), "3", "100");
        tells("8(Y) F/1 12/5/7 @100 32=3 31=100");
        peer.request("G", "Z", "Y", terms("8", "3"));
        tells("8(Z,Y) E/E 12/5/7 @100", "8(Z,Y) 5/1 8/5/3 @100");
        venue.fill(route(3), "3", "100");

        tells("8(Z) F/2 8/8/0 @100 32=3 31=100");
        assertThat(List.of(there(1).status(), there(2).status(), there(3).status())).containsExactly("replaced",
                "replaced", "filled");
    }

    @Test
    void goesOnWithTheOldOrderWhenTheVenueRefusesTheNewOne() {
        working();
        venue.fault(PaperFault.next(Kind.HELD, On.REPLACE));
        peer.request("G", "Y", "X", terms("12", "2"));
        tells("8(Y,X) E/E 10/0/10 @0");
        await().until(() -> there(1).status().equals("pending_replace"));
        venue.make("refuse", route(1));
        assertThat(peer.next().pick(35, 11, 41, 39, 434)).isEqualTo("35=9|11=Y|41=X|39=0|434=2");
        fill("10", "100");

        tells(WHOLE);
    }

    @Test
    void refusesAReplaceInTheVenuesWords() {
        working();
        venue.fault(PaperFault.refusal(On.REPLACE, 422, 42_210_000, "order parameters are not changed"));
        peer.request("G", "Y", "X", terms("10", "1"));
        tells("8(Y,X) E/E 10/0/10 @0");

        assertThat(peer.next().pick(35, 11, 58)).isEqualTo("35=9|11=Y|58=order parameters are not changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOST_REPLY", "SILENT_TAKEN", "UNREADABLE", "TRUNCATED"})
    void adoptsAnOrderWhoseAnswerWasLost(Kind kind) {
        venue.fault(PaperFault.next(kind, On.SUBMIT));
        venue.fault(PaperFault.next(Kind.HIDDEN, On.LOOK_UP).times(2));
        working();
        fill("10", "100");

        tells(WHOLE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"422|{\"code\":40010001,\"message\":\"client_order_id must be unique\"}",
            "504|<html>Gateway Time-out</html>"})
    void adoptsAnOrderThatTheAnswerDenies(int status, String body) {
        venue.fault(PaperFault.next(Kind.TAKEN_BUT, On.SUBMIT).answer(status, body));
        working();
        fill("10", "100");
        tells(WHOLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOST_REQUEST", "SILENT"})
    void rejectsWhatNeverArrived(Kind kind) {
        venue.fault(PaperFault.next(kind, On.SUBMIT));
        peer.order("X", terms("10", "1"));

        tells(RECEIVED, "8(X) 8/8 10/0/0 @0 103=0 58=not at the venue");
    }

    @Test
    void rejectsWhatTheRateLimitKeptOut() {
        venue.fault(PaperFault.next(Kind.RATE_LIMIT, On.SUBMIT).millis(500));
        peer.order("X", terms("10", "1"));
        tells(RECEIVED, "8(X) 8/8 10/0/0 @0 103=0 58=the venue's rate limit is reached");
        int before = venue.submissions().size();
        peer.order("Y", terms("10", "1"));
        List<FixMessage> refused = peer.next(2);

        assertThat(refused.getLast().pick(11, 39, 103)).isEqualTo("11=Y|39=8|103=0");
        assertThat(refused.getLast().get(58)).startsWith("the venue's rate limit is reached; again in");
        assertThat(venue.submissions()).as("sent meanwhile").hasSize(before);
        await().untilAsserted(() -> assertThat(gateway.enter(rest("7")).status()).isEqualTo(201));
    }

    @Test
    void tellsAFillThatComesBeforeTheAnswer() {
        venue.fault(PaperFault.next(Kind.REPLY_AFTER_FILL, On.SUBMIT).millis(200));
        peer.order("X", terms("10", "1"));

        tells(RECEIVED, NEW, WHOLE);
    }

    @Test
    void tellsARejectionThatComesAfterTheAnswer() {
        venue.fault(PaperFault.next(Kind.REJECTED_LATER, On.SUBMIT));
        peer.order("X", terms("10", "1"));

        assertThat(peer.next(3).getLast().pick(11, 150, 39)).isEqualTo("11=X|150=8|39=8");
    }

    @Test
    void recoversWhatHappenedWhileTheLineWasDown() throws IOException {
        working();
        fill("2", "100");
        tells("8(X) F/1 10/2/8 @100 32=2 31=100");
        venue.make("miss", 1);
        fill("3", "100");
        venue.make("drop");
        tells("8(X) F/1 10/5/5 @100 32=3 31=100");
        await().until(() -> gateway.get("/readyz").status() == 200);

        assertThat(ledger()).filteredOn(row -> row.contains("\"PARTIAL_FILL\""))
                .hasSize(2)
                .last()
                .asString()
                .contains("\"RECOVERED\"");
    }

    @Test
    void findsAFillThatAStreamThatLooksWellHasLost() {
        working();
        venue.make("miss", 1);
        fill("10", "100");

        tells(WHOLE);
    }

    @Test
    void tellsOnceAndInOrderWhatComesTwiceAndInDisorder() {
        working();
        venue.make("twice", 1);
        fill("1", "100");
        venue.make("miss", 1);
        fill("2", "100");
        venue.make("reverse", 2);
        fill("3", "100");
        fill("4", "100");

        tells("8(X) F/1 10/1/9 @100 32=1 31=100", "8(X) F/1 10/3/7 @100 32=2 31=100",
                "8(X) F/1 10/6/4 @100 32=3 31=100", "8(X) F/2 10/10/0 @100 32=4 31=100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"stream\":\"trade_updates\",\"data\":{\"event\":\"fi", "", "[]", "null",
            "{\"stream\":\"trade_updates\",\"data\":null}",
            "{\"stream\":\"trade_updates\",\"data\":{\"event\":\"fill\"}}",
            "{\"stream\":\"moon\",\"data\":{}}"})
    void surviveWhatCannotBeRead(String text) {
        working();
        venue.say(text);
        fill("10", "100");

        tells(WHOLE);
    }

    @Test
    void showsAnOrderThatWaitsForTheMarketToOpenAndCancelsIt() {
        venue.fault(PaperFault.next(Kind.WAITING, On.SUBMIT));
        working();
        peer.request("F", "Y", "X", "55=AAPL|54=1");

        tells("8(Y,X) 6/6 10/0/10 @0", "8(Y,X) 4/4 10/0/0 @0" + ASKED);
    }

    @Test
    void tellsExpiryHaltsAndUnaskedCancels() {
        working();
        venue.make("suspend", route(1));
        assertThat(peer.next().pick(150, 39)).isEqualTo("150=9|39=9");
        venue.make("expire", route(1));

        assertThat(peer.next().pick(150, 39, 151)).isEqualTo("150=C|39=C|151=0");
    }

    @Test
    void adoptsAnOrderFromElsewhere() {
        venue.place("web-1", "AAPL", "3");
        PaperOrder placed = Objects.requireNonNull(venue.order("web-1"));
        FixMessage report = copy.next();
        while (!placed.venueId().equals(report.find(198))) {
            report = copy.next();
        }
        String adopted = report.get(37);

        assertThat(gateway.get("/v1/orders/" + adopted).text("status")).isEqualTo("OPEN");
        assertThat(gateway.delete("/v1/orders/" + adopted).status()).isEqualTo(200);
        await().until(() -> placed.status().equals("canceled"));
    }

    @Test
    void tradesOnTheMockBesideIt() {
        peer.order("X", "55=AAPL|54=1|38=10|40=1|59=0|100=mock");
        FixMessage told = peer.next(3).getLast();

        assertThat(told.pick(39, 14)).isEqualTo("39=2|14=10");
        assertThat(venue.order(told.get(37) + "-1")).isNull();
        TestGateway.Answer entered = gateway.enter(rest("5").replace("{", "{\"provider\":\"mock\","));
        assertThat(venue.order(entered.text("id") + "-1")).isNull();
    }

    @Test
    void refusesByNameWhatAlpacaDoesNotDo() {
        peer.order("X", "55=BTC/USD|54=1|38=10|40=2|44=1|59=0");
        tells(RECEIVED, "8(X) 8/8 10/0/0 @0 103=11 58=alpaca takes crypto as GTC or IOC, not DAY");
        peer.order("Z", BY_AMOUNT + "|100=mock");
        tells("8(Z) 8/8 0/0/0 @0 37=NONE 103=11 58=mock has no orders by amount");
        peer.order("Y", "55=AAPL|54=1|38=10|40=2|44=1.005|59=0");

        assertThat(peer.next(2).getLast().pick(39, 103)).isEqualTo("39=8|103=99");
    }
}
