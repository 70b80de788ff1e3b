package dev.fixway.gateway;

import dev.fixway.providers.standin.Fault;
import dev.fixway.providers.standin.Fault.Kind;
import dev.fixway.providers.standin.Fault.On;
import dev.fixway.providers.standin.StandInMessages.NewOrder;
import dev.fixway.providers.standin.StandInMessages.TermsText;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Order state scenarios H to L, orders by phone (E.1.a), and late and repeated fills (P2 to P4).
class VenueDaysAndCorrectionsIT extends VenueScenes {
    private static final String TWENTY = "8(X) F/1 100/20/80 @10 32=20 31=10";
    private static final String NEXT_DAY = "8(X) D/1 100/20/80 @10 378=1 424=80 425=0 426=0 58=restated";

    /// A GTC order with 20 filled on the first day, on its second day.
    private void onTheSecondDay() {
        working("1");
        control.fill(route(1), "E1", "20", "10");
        control.doneForDay(route(1));
        tells(TWENTY, "8(X) 3/3 100/20/0 @10");
        restates("gtc", "100", 1);
        tells(NEXT_DAY);
    }

    @Test
    void h1aGoesOnTheNextDay() {
        onTheSecondDay();
        fills("30", "12");

        tells("8(X) F/1 100/50/50 @11.2 424=80 425=30 426=12 32=30 31=12");
        ends("I/1 100/50/50 @11.2 424=80 425=30 426=12", "PARTIALLY_FILLED");
        copied(RECEIVED, NEW, TWENTY, "8(X) 3/3 100/20/0 @10", NEXT_DAY,
                "8(X) F/1 100/50/50 @11.2 424=80 425=30 426=12 32=30 31=12");
    }

    @Test
    void h1aCountsEachDayAnew() {
        working("1");
        fills("20");
        tells(TWENTY);
        restates("gtc", "100", 1);
        tells(NEXT_DAY);
        fills("30", "12");
        tells("8(X) F/1 100/50/50 @11.2 424=80 425=30 426=12 32=30 31=12");
        restates("gtc", "100", 1);
        restates("gtc", "100", 1);

        tells("8(X) D/1 100/50/50 @11.2 378=1 424=50 425=0 426=0 58=restated");
        ends("I/1 100/50/50 @11.2 424=50 425=0 426=0", "PARTIALLY_FILLED");
    }

    @Test
    void h1bSplitsTwoToOne() {
        working("1");
        fills("20");
        tells(TWENTY);
        restates("gtc", "200", 0);
        fills("160", "5");

        tells("8(X) D/1 200/40/160 @5 378=0 58=restated", "8(X) F/2 200/200/0 @5 32=160 31=5");
        ends("I/2 200/200/0 @5", "FILLED");
    }

    @Test
    void h1cIsRestatedThenCancelled() {
        onTheSecondDay();
        cancel("Y", "X");

        tells("8(Y,X) 6/6 100/20/80 @10 424=80 425=0 426=0", "8(Y,X) 4/4 100/20/0 @10 424=80 425=0 426=0" + ASKED);
        ends("I/4 100/20/0 @10 424=80 425=0 426=0", "CANCELLED");
    }

    @Test
    void h1dIsRestatedThenReplacedUp() {
        onTheSecondDay();
        peer.request("G", "Y", "X", terms("150", "10", "1"));

        tells("8(Y,X) E/E 100/20/80 @10 424=80 425=0 426=0", "8(Y,X) 5/1 150/20/130 @10 424=130 425=0 426=0");
        ends("I/1 150/20/130 @10 424=130 425=0 426=0", "PARTIALLY_FILLED");
    }

    @Test
    void j1aBustsAndCorrectsAFilledOrder() {
        working();
        control.fill(route(1), "E1", "10", "10");
        control.fill(route(1), "E2", "90", "11");
        control.bust(route(1), "E1");
        control.correct(route(1), "E2", "90", "10");
        control.fill(route(1), "E3", "10", "10");
        control.correct(route(1), "E2", "90", "9");

        String[] told = {"8(X) F/1 100/10/90 @10 32=10 31=10", "8(X) F/2 100/100/0 @10.9 32=90 31=11",
                "8(X) H/1 100/90/10 @11 32=0 31=10 19=3", "8(X) G/1 100/90/10 @10 32=90 31=10 19=4",
                "8(X) F/2 100/100/0 @10 32=10 31=10", "8(X) G/2 100/100/0 @9.1 32=90 31=9 19=6"};
        tells(told);
        ends("I/2 100/100/0 @9.1", "FILLED");
        copied(RECEIVED, NEW, told[0], told[1], told[2], told[3], told[4], told[5]);
    }

    @Test
    void j1bBustsAfterTheCancelAndTellsALateFill() {
        working();
        control.fill(route(1), "E1", "50", "10");
        tells("8(X) F/1 100/50/50 @10 32=50 31=10");
        cancel("Y", "X");
        tells("8(Y,X) 6/6 100/50/50 @10", "8(Y,X) 4/4 100/50/0 @10" + ASKED);
        control.bust(route(1), "E1");
        fills("40");

        tells("8(X) H/4 100/0/0 @0 32=0 31=10 19=3", "8(X) F/4 100/40/0 @10 32=40 31=10 58=late fill");
        ends("I/4 100/40/0 @10", "CANCELLED");
    }

    @Test
    void j1cCorrectsYesterdaysFill() {
        onTheSecondDay();
        control.correct(route(1), "E1", "25", "10");

        tells("8(X) G/1 100/25/75 @10 424=75 425=0 426=0 32=25 31=10 19=3");
        ends("I/1 100/25/75 @10 424=75 425=0 426=0", "PARTIALLY_FILLED");
    }

    @Test
    void j1dCorrectsAndBustsAfterDoneForDay() {
        working();
        control.fill(route(1), "E1", "50", "10");
        control.doneForDay(route(1));
        control.correct(route(1), "E1", "40", "10");
        control.bust(route(1), "E1");

        tells("8(X) F/1 100/50/50 @10 32=50 31=10", "8(X) 3/3 100/50/0 @10",
                "8(X) G/3 100/40/0 @10 32=40 31=10 19=3", "8(X) H/3 100/0/0 @0 32=0 31=10 19=5");
        ends("I/3 100/0/0 @0", "OPEN");
    }

    @Test
    void k1aIsReinstatedAfterAHalt() {
        working();
        fills("20");
        control.suspend(route(1));
        tells(TWENTY, "8(X) 9/9 100/20/80 @10 58=trading halt");
        restates("100", 99);

        tells("8(X) D/1 100/20/80 @10 378=99 58=restated");
        ends("I/1 100/20/80 @10", "PARTIALLY_FILLED");
    }

    @Test
    void k1bIsCancelledByAHalt() {
        working();
        fills("20");
        control.suspend(route(1));
        control.cancel(route(1), "halted", 6);

        tells(TWENTY, "8(X) 9/9 100/20/80 @10 58=trading halt", "8(X) 4/4 100/20/0 @10 378=6 58=halted");
        ends("I/4 100/20/0 @10", "CANCELLED");
    }

    @Test
    void l1aFillsAStoppedOrder() {
        working();
        control.stop(route(1));
        fills("100");

        tells("8(X) 7/7 100/0/100 @0", "8(X) F/2 100/100/0 @10 32=100 31=10");
        ends("I/2 100/100/0 @10", "FILLED");
    }

    @Test
    void aStopOrderIsTriggered() {
        peer.order("X", "55=AAPL|54=1|38=100|40=3|99=10|59=0");
        tells(RECEIVED, NEW);
        control.trigger(route(1));
        fills("100");

        tells("8(X) D/0 100/0/100 @0 378=99", "8(X) F/2 100/100/0 @10 32=100 31=10");
    }

    @Test
    void e1aTellsAnOrderByPhone() {
        control.place(new NewOrder("phone-1", "AAPL", "buy", new TermsText("limit", "day", "100", "10", null)));
        String venueId = Objects.requireNonNull(control.order("phone-1")).venueId();
        adopts(venueId, "8(" + venueId + ") 0/0 100/0/100 @0");
        control.fill("phone-1", "40", "10");
        control.fill("phone-1", "60", "10");

        copied("8(" + venueId + ") F/1 100/40/60 @10 32=40 31=10", "8(" + venueId + ") F/2 100/100/0 @10 32=60 31=10");
        awaitShown("status", "FILLED");
    }

    @Test
    void p2TellsALateFillAfterACancel() {
        working();
        cancel("Y", "X");
        tells("8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0" + ASKED);
        fills("30");
        tells("8(X) F/4 100/30/0 @10 32=30 31=10 58=late fill");
        ends("I/4 100/30/0 @10", "CANCELLED");
        fills("70");

        tells("8(X) F/2 100/100/0 @10 32=70 31=10 58=late fill");
        ends("I/2 100/100/0 @10", "FILLED");
    }

    @Test
    void p2TellsALateFillAfterAReject() {
        faults(Kind.NO_ACK, On.SUBMIT);
        enter(terms("100"));
        tells(RECEIVED, NEW);
        control.reject(route(1), "funds", "no money");
        tells("8(X) 8/8 100/0/0 @0 103=0 58=no money");
        control.fill(route(1), "E1", "30", "10");
        control.bust(route(1), "E1");

        tells("8(X) F/4 100/30/0 @10 32=30 31=10 58=late fill", "8(X) H/8 100/0/0 @0 32=0 31=10 19=4");
        ends("I/8 100/0/0 @0", "REJECTED");
    }

    @Test
    void p2TellsALateFillAfterExpiry() {
        working();
        control.expire(route(1));
        fills("30");

        tells("8(X) C/C 100/0/0 @0 58=expired", "8(X) F/C 100/30/0 @10 32=30 31=10 58=late fill");
        ends("I/C 100/30/0 @10", "EXPIRED");
    }

    @Test
    void p3TellsARepeatedFillOnce() {
        working();
        control.fill(route(1), "E1", "20", "10");
        control.fill(route(1), "E1", "20", "10");
        control.doubleEvents(1);
        control.fill(route(1), "E2", "30", "10");

        tells(TWENTY, "8(X) F/1 100/50/50 @10 32=30 31=10");
        fills("50");
        tells("8(X) F/2 100/100/0 @10 32=50 31=10");
        ends("I/2 100/100/0 @10", "FILLED");
    }

    @Test
    void p4TellsTheAcknowledgementBeforeAFillThatOvertookIt() {
        faults(Kind.SILENT_NO_ACK, On.SUBMIT);
        enter(terms("100"));
        tells(RECEIVED);
        awaitAtVenue();
        fills("20");
        tells(NEW, TWENTY);
        control.ack(route(1));
        fills("80");

        tells("8(X) F/2 100/100/0 @10 32=80 31=10");
        ends("I/2 100/100/0 @10", "FILLED");
    }

    @Test
    void p4FillsBeforeTheAnswerToTheSubmit() {
        control.fault(Fault.next(Kind.REPLY_AFTER_FILL, On.SUBMIT).millis(100));
        enter(terms("100"));

        tells(RECEIVED, NEW, "8(X) F/2 100/100/0 @100 32=100 31=100");
        ends("I/2 100/100/0 @100", "FILLED");
    }
}
