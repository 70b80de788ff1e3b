package dev.fixway.engine.domain;

import static dev.fixway.engine.domain.OrderScript.CLIENT;
import static dev.fixway.engine.domain.OrderScript.order;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Order state scenarios A and B. As in every scenario here, the list begins with `A/A`: Fixway tells the receipt of an
/// order before the venue knows it, which the tables leave out.
class FillAndCancelScenariosTest {

    @Test
    void a1aFillsInTwoParts() {
        OrderScript script = order("X", "100").working().fills("20").fills("80");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(X) F/2 100/100/0 @10 32=80 31=10");
    }

    @Test
    void a1aIsRejected() {
        OrderScript script = order("X", "100").sent().rejected(RejectReason.UNKNOWN_SYMBOL, "no such symbol");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 8/8 100/0/0 @0 103=1 58=no such symbol");
    }

    @Test
    void a1bIsDoneForDayPartlyFilled() {
        OrderScript script = order("X", "100").working().fills("20").doneForDay();

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(X) 3/3 100/20/0 @10");
    }

    @Test
    void b1aCancelsWithoutFill() {
        OrderScript script = order("X", "100").working().cancel("Y").canceled("Y");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(Y,X) 6/6 100/0/100 @0",
                "8(Y,X) 4/4 100/0/0 @0");
    }

    @Test
    void b1aRefusesTheCancel() {
        OrderScript script = order("X", "100").working().refusesCancel("Y", RejectReason.VENUE_REFUSED);

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "9(Y,X) 0 2 434=1");
    }

    @Test
    void b1bFillsWhileCancelIsPending() {
        OrderScript script = order("X", "100").working().fills("20").fills("30").cancel("Y").fills("10").canceled("Y");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(X) F/1 100/50/50 @10 32=30 31=10",
                "8(Y,X) 6/6 100/50/50 @10",
                "8(X) F/6 100/60/40 @10 32=10 31=10",
                "8(Y,X) 4/4 100/60/0 @10");
    }

    @Test
    void b1bRefusesTheCancelLate() {
        OrderScript script = order("X", "100").working()
                .fills("50")
                .cancel("Y")
                .fills("10")
                .refusesCancel("Y", RejectReason.OTHER);

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/50/50 @10 32=50 31=10",
                "8(Y,X) 6/6 100/50/50 @10",
                "8(X) F/6 100/60/40 @10 32=10 31=10",
                "9(Y,X) 1 99 434=1");
    }

    @Test
    void b1cIsFilledBeforeTheCancelWorks() {
        OrderScript script = order("X", "100").working()
                .fills("50")
                .cancel("Y")
                .fills("50")
                .refusesCancel("Y", RejectReason.TOO_LATE);

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/50/50 @10 32=50 31=10",
                "8(Y,X) 6/6 100/50/50 @10",
                "8(X) F/6 100/100/0 @10 32=50 31=10",
                "9(Y,X) 2 0 434=1");
    }

    @Test
    void b1dCancelsBeforeTheAcknowledgement() {
        OrderScript script = order("X", "100").sent().cancel("Y").acknowledged().canceled("Y");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(Y,X) 6/6 100/0/100 @0",
                "8(X) 0/6 100/0/100 @0",
                "8(Y,X) 4/4 100/0/0 @0");
    }

    @Test
    void b1eTellsTheCrossingAcknowledgementFirst() {
        // On the wire F and the acknowledgement cross; here the acknowledgement is simply decided first.
        OrderScript script = order("X", "100").sent().acknowledged().cancel("Y").canceled("Y");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(Y,X) 6/6 100/0/100 @0",
                "8(Y,X) 4/4 100/0/0 @0");
    }

    @Test
    void b1fRefusesTheCancelOfAnUnknownOrder() {
        Request cancel = Request.cancel(new ClOrdId("Y"), CLIENT, new ClOrdId("X"));

        Report.CancelReject reject = new Report.CancelReject(null, cancel.clOrdId(), cancel.origClOrdId(),
                OrdStatus.REJECTED,
                cancel.kind(), RejectReason.UNKNOWN_ORDER, "");

        assertThat(ReportText.of(reject)).isEqualTo("9(Y,X) 8 1 37=NONE 434=1");
    }
}
