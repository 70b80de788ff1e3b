package dev.fixway.gateway;

import dev.fixway.engine.provider.Capabilities.Amends;
import dev.fixway.providers.standin.Fault.Kind;
import dev.fixway.providers.standin.Fault.On;
import dev.fixway.providers.standin.StandInMessages.NewOrder;
import dev.fixway.providers.standin.StandInMessages.TermsText;
import org.junit.jupiter.api.Test;

/// Order state scenarios C, D, P5 and P6 at a venue that makes a new order of every amend: one chain for the client, a
/// route for each venue order.
class VenueAmendsByNewOrderIT extends VenueScenes {
    private static final String ASKS = "8(Y,X) E/E 100/0/100 @0";
    private static final String TWENTY = "8(X) F/1 100/20/80 @10 32=20 31=10";
    private static final String ASKS_AFTER_TWENTY = "8(Y,X) E/E 100/20/80 @10";

    @Override
    Amends amends() {
        return Amends.BY_NEW_ORDER;
    }

    private void workingWithTwenty() {
        working();
        fills("20");
        tells(TWENTY);
    }

    @Test
    void c1aReplacesUpWithoutFill() {
        working();
        replace("Y", "X", "110");
        tells(ASKS, "8(Y,X) 5/0 110/0/110 @0");
        control.fill(route(2), "110", "10");

        tells("8(Y) F/2 110/110/0 @10 32=110 31=10");
        ends("I/2 110/110/0 @10", "FILLED");
        copied(RECEIVED, NEW, ASKS, "8(Y,X) 5/0 110/0/110 @0", "8(Y) F/2 110/110/0 @10 32=110 31=10");
    }

    @Test
    void p6CarriesCumQtyOverToTheNewVenueOrder() {
        workingWithTwenty();
        replaceHeld("Y", "X", "120", ASKS_AFTER_TWENTY);
        fills("10");
        tells("8(X) F/E 100/30/70 @10 32=10 31=10");
        confirms();
        tells("8(Y,X) 5/1 120/30/90 @10");
        control.fill(route(2), "90", "10");

        tells("8(Y) F/2 120/120/0 @10 32=90 31=10");
        ends("I/2 120/120/0 @10", "FILLED");
    }

    @Test
    void c3bReducesToWhatIsFilledMeanwhile() {
        working();
        replaceHeld("Y", "X", "70", ASKS);
        fills("70");
        tells("8(X) F/E 100/70/30 @10 32=70 31=10");
        confirms();

        tells("8(Y,X) 5/2 70/70/0 @10");
        ends("I/2 70/70/0 @10", "FILLED");
    }

    @Test
    void c2aIsFilledWhileTheReplaceIsPending() {
        working();
        replaceHeld("Y", "X", "80", ASKS);
        fills("100");

        tells("8(X) F/E 100/100/0 @10 32=100 31=10", "9(Y,X) 2 0 434=2");
        ends("I/2 100/100/0 @10", "FILLED");
    }

    @Test
    void d1aReplacesTwiceAndCancelsTheLast() {
        workingWithTwenty();
        replace("Y", "X", "80");
        tells(ASKS_AFTER_TWENTY, "8(Y,X) 5/1 80/20/60 @10");
        replace("Z", "Y", "60");
        tells("8(Z,Y) E/E 80/20/60 @10", "8(Z,Y) 5/1 60/20/40 @10");
        control.fill(route(3), "10", "10");
        tells("8(Z) F/1 60/30/30 @10 32=10 31=10");
        cancel("W", "Z");

        tells("8(W,Z) 6/6 60/30/30 @10", "8(W,Z) 4/4 60/30/0 @10" + ASKED);
        ends("I/4 60/30/0 @10", "CANCELLED");
    }

    @Test
    void d1cRefusesAPendingReplaceAndAcceptsTheNext() {
        workingWithTwenty();
        replaceHeld("Y", "X", "80", ASKS_AFTER_TWENTY);
        refuses("closed");
        tells("9(Y,X) 1 2 434=2");
        replace("Z", "X", "60");
        tells("8(Z,X) E/E 100/20/80 @10", "8(Z,X) 5/1 60/20/40 @10");
        control.fill(route(3), "40", "10");

        tells("8(Z) F/2 60/60/0 @10 32=40 31=10");
        ends("I/2 60/60/0 @10", "FILLED");
    }

    @Test
    void cancelsTheOldOrderAfterAPendingReplaceWasRefused() {
        workingWithTwenty();
        replaceHeld("Y", "X", "80", ASKS_AFTER_TWENTY);
        refuses("closed");
        tells("9(Y,X) 1 2 434=2");
        cancel("Z", "X");

        tells("8(Z,X) 6/6 100/20/80 @10", "8(Z,X) 4/4 100/20/0 @10" + ASKED);
        ends("I/4 100/20/0 @10", "CANCELLED");
    }

    @Test
    void cancelsTheOldOrderAfterTheAnswerRefusedTheReplace() {
        workingWithTwenty();
        faults(Kind.REJECT, On.REPLACE);
        replace("Y", "X", "80");
        tells(ASKS_AFTER_TWENTY, "9(Y,X) 1 2 434=2");
        cancel("Z", "X");

        tells("8(Z,X) 6/6 100/20/80 @10", "8(Z,X) 4/4 100/20/0 @10" + ASKED);
        ends("I/4 100/20/0 @10", "CANCELLED");
    }

    @Test
    void d2bKeepsTwoReplacesPending() {
        workingWithTwenty();
        replaceHeld("Y", "X", "80", ASKS_AFTER_TWENTY);
        replace("Z", "Y", "70");
        tells("8(Z,X) E/E 80/20/60 @10");
        confirms();

        tells("8(Y,X) 5/E 80/20/60 @10", "8(Z,Y) 5/1 70/20/50 @10");
        ends("I/1 70/20/50 @10", "PARTIALLY_FILLED");
    }

    @Test
    void aCancelWaitsForAPendingReplace() {
        workingWithTwenty();
        replaceHeld("Y", "X", "80", ASKS_AFTER_TWENTY);
        cancel("Z", "Y");
        tells("8(Z,X) 6/6 100/20/80 @10");
        confirms();

        tells("8(Y,X) 5/6 80/20/60 @10", "8(Z,Y) 4/4 80/20/0 @10" + ASKED);
        ends("I/4 80/20/0 @10", "CANCELLED");
    }

    @Test
    void p1ReplacesWhenOnlyTheAnswerWasLost() {
        workingWithTwenty();
        faults(Kind.LOST_REPLY, On.REPLACE);
        replace("Y", "X", "80");
        tells(ASKS_AFTER_TWENTY, "8(Y,X) 5/1 80/20/60 @10");
        control.fill(route(2), "60", "10");

        tells("8(Y) F/2 80/80/0 @10 32=60 31=10");
        ends("I/2 80/80/0 @10", "FILLED");
    }

    @Test
    void p1RefusesAReplaceThatTheVenueNeverGot() {
        workingWithTwenty();
        faults(Kind.LOST_REQUEST, On.REPLACE);
        replace("Y", "X", "80");
        tells(ASKS_AFTER_TWENTY, "9(Y,X) 1 2 434=2");
        fills("80");

        tells("8(X) F/2 100/100/0 @10 32=80 31=10");
        ends("I/2 100/100/0 @10", "FILLED");
    }

    @Test
    void p2TellsALateFillOfTheOldVenueOrder() {
        workingWithTwenty();
        replace("Y", "X", "120");
        tells(ASKS_AFTER_TWENTY, "8(Y,X) 5/1 120/20/100 @10");
        fills("10");
        control.fill(route(2), "90", "10");

        tells("8(Y) F/1 120/30/90 @10 32=10 31=10", "8(Y) F/2 120/120/0 @10 32=90 31=10");
        ends("I/2 120/120/0 @10", "FILLED");
    }

    @Test
    void p5EndsByTheReplaceWhenTheNewVenueOrderIsRefused() {
        workingWithTwenty();
        replaceHeld("Y", "X", "80", ASKS_AFTER_TWENTY);
        control.place(new NewOrder(route(2), "AAPL", "buy", new TermsText("limit", "day", "80", "10", null)));
        control.cancel(route(1), "replaced");
        control.reject(route(2), "funds", "no money");

        tells("8(Y,X) 4/4 100/20/0 @10 58=no money");
        ends("I/4 100/20/0 @10", "CANCELLED");
    }
}
