package dev.fixway.engine.domain;

import static dev.fixway.engine.domain.OrderScript.API_KEY;
import static dev.fixway.engine.domain.OrderScript.CLIENT;
import static dev.fixway.engine.domain.OrderScript.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Requests of one order: whose they are, which outranks which, and how long they are remembered.
class ChainTest {
    private static final ClOrdId X = new ClOrdId("X");
    private static final ClOrdId OTHERS = new ClOrdId("O1");

    @Test
    void showsTheIdsOfARequestOnlyToWhoAsked() {
        OrderScript script = order("X", "100").working();

        script.happens(new OrderEvent.CancelRequested(Request.cancel(OTHERS, API_KEY, X)));
        ReportHead pending = lastHead(script);
        script.canceled("O1");
        ReportHead canceled = lastHead(script);

        for (ReportHead head : new ReportHead[]{pending, canceled}) {
            assertThat(head.clOrdId()).isEqualTo(OTHERS);
            assertThat(head.origClOrdId()).isEqualTo(X);
            assertThat(head.current()).isEqualTo(X);
            assertThat(head.answers(API_KEY.name())).isTrue();
            assertThat(head.answers(CLIENT.name())).isFalse();
        }
    }

    @Test
    void showsWhatNobodyAskedForToEverybody() {
        ReportHead head = lastHead(order("X", "100").working().fills("1"));

        assertThat(head.answers(API_KEY.name())).isTrue();
        assertThat(head.answers(CLIENT.name())).isTrue();
    }

    @Test
    void keepsTheClientsIdWhenAnotherPartyReplaces() {
        OrderScript script = order("X", "100").working();
        Terms wished = script.order().terms().withOrderQty(Qty.of("80"));

        script.happens(new OrderEvent.ReplaceRequested(Request.replace(OTHERS, API_KEY, X, wished)))
                .replaced("O1")
                .fills("5");

        assertThat(script.order().chain().current()).isEqualTo(X);
        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(O1,X) E/E 100/0/100 @0",
                "8(O1,X) 5/0 80/0/80 @0",
                "8(X) F/1 80/5/75 @10 32=5 31=10");
    }

    @Test
    void pendingCancelOutranksPendingReplace() {
        OrderScript script = order("X", "100").working().cancel("Y").replace("Z", "80");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(Y,X) 6/6 100/0/100 @0",
                "8(Z,X) E/6 100/0/100 @0");
    }

    @Test
    void remembersTheLast32SettledRequests() {
        OrderScript script = order("X", "100").working();
        for (int i = 1; i <= 33; i++) {
            script.replace("Y" + i, "90").refusesReplace("Y" + i, RejectReason.OTHER);
        }
        Chain chain = script.order().chain();

        assertThat(chain.settled()).hasSize(32);
        assertThat(chain.findAny(new ClOrdId("Y1"))).isNull();
        assertThat(Objects.requireNonNull(chain.findAny(new ClOrdId("Y2"))).origClOrdId()).isEqualTo(X);
        assertThat(chain.find(new ClOrdId("Y33"))).isNull();
    }

    @Test
    void remembersTheLast8ThatTheVenueHasNeverHeardOfBesideTheOthers() {
        OrderScript script = order("X", "100").working().replace("Y", "80").replaced("Y");
        for (int i = 1; i <= 40; i++) {
            Request request = Request.cancel(new ClOrdId("C" + i), CLIENT, new ClOrdId("Y"));
            script.happens(new OrderEvent.RequestRefused(request, RejectReason.OTHER, "no"));
        }
        Chain chain = script.order().chain();

        assertThat(chain.settled()).extracting(request -> request.clOrdId().value())
                .containsExactly("Y", "C33", "C34", "C35", "C36", "C37", "C38", "C39", "C40");
        assertThat(chain.settled().getLast().isRefused()).isTrue();
        assertThat(chain.open()).isEmpty();
    }

    @Test
    void tellsTheStatusByAReplacedId() {
        OrderScript script = order("X", "100").working().replace("Y", "80").replaced("Y").status("Y");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(Y,X) E/E 100/0/100 @0",
                "8(Y,X) 5/0 80/0/80 @0",
                "8(Y,X) I/0 80/0/80 @0");
    }

    @Test
    void requestsBelongToAParty() {
        Request request = Request.cancel(OTHERS, API_KEY, X);

        assertThat(request.is(API_KEY, OTHERS)).isTrue();
        assertThat(request.is(CLIENT, OTHERS)).isFalse();
        assertThat(request.is(API_KEY, X)).isFalse();
    }

    private static ReportHead lastHead(OrderScript script) {
        Report report = Objects.requireNonNull(script.steps().getLast().report(), "a report");
        return ((Report.Execution) report).head();
    }
}
