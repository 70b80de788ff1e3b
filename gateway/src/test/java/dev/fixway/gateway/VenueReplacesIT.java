package dev.fixway.gateway;

import dev.fixway.providers.standin.Fault.Kind;
import dev.fixway.providers.standin.Fault.On;
import org.junit.jupiter.api.Test;

/// Order state scenarios C and D and the unasked changes of E, at a venue that amends in place.
class VenueReplacesIT extends VenueScenes {
    private static final String ASKS = "8(Y,X) E/E 100/0/100 @0";
    private static final String TEN = "8(X) F/1 100/10/90 @10 32=10 31=10";
    private static final String ASKS_AFTER_TEN = "8(Y,X) E/E 100/10/90 @10";

    private void workingWithTen() {
        working();
        fills("10");
        tells(TEN);
    }

    @Test
    void c1aReplacesUpWithoutFill() {
        working();
        replace("Y", "X", "110");
        tells(ASKS, "8(Y,X) 5/0 110/0/110 @0");
        fills("10");
        fills("100");

        tells("8(Y) F/1 110/10/100 @10 32=10 31=10", "8(Y) F/2 110/110/0 @10 32=100 31=10");
        ends("I/2 110/110/0 @10", "FILLED");
        copied(RECEIVED, NEW, ASKS, "8(Y,X) 5/0 110/0/110 @0", "8(Y) F/1 110/10/100 @10 32=10 31=10",
                "8(Y) F/2 110/110/0 @10 32=100 31=10");
    }

    @Test
    void c1bFillsOnTheOldTermsWhileReplaceIsPending() {
        workingWithTen();
        replaceHeld("Y", "X", "120", ASKS_AFTER_TEN);
        fills("10");
        tells("8(X) F/E 100/20/80 @10 32=10 31=10");
        confirms();
        tells("8(Y,X) 5/1 120/20/100 @10");
        fills("5");

        tells("8(Y) F/1 120/25/95 @10 32=5 31=10");
        ends("I/1 120/25/95 @10", "PARTIALLY_FILLED");
    }

    @Test
    void c1cEnlargesAnOrderThatIsFilledMeanwhile() {
        working();
        replaceHeld("Y", "X", "120", ASKS);
        fills("100");
        tells("8(X) F/E 100/100/0 @10 32=100 31=10");
        confirms();
        tells("8(Y,X) 5/1 120/100/20 @10");
        fills("20");

        tells("8(Y) F/2 120/120/0 @10 32=20 31=10");
        ends("I/2 120/120/0 @10", "FILLED");
    }

    @Test
    void c1cRefusesToEnlargeAFilledOrder() {
        working();
        fills("100");
        tells("8(X) F/2 100/100/0 @10 32=100 31=10");
        replace("Y", "X", "120");

        tells("9(Y,X) 2 0 434=2");
        ends("I/2 100/100/0 @10", "FILLED");
    }

    @Test
    void c2aIsFilledBeforeThePriceReplaceArrives() {
        working();
        fillsUnread("100", "100");
        peer.request("G", "Y", "X", terms("100", "11", "0"));

        tells("8(X) F/2 100/100/0 @10 32=100 31=10", "9(Y,X) 2 0 434=2");
        ends("I/2 100/100/0 @10", "FILLED");
    }

    @Test
    void c2aIsFilledWhileThePriceReplaceIsPending() {
        working();
        holds(On.REPLACE, 1);
        peer.request("G", "Y", "X", terms("100", "11", "0"));
        tells(ASKS);
        awaitHeld(1);
        fills("100");

        tells("8(X) F/E 100/100/0 @10 32=100 31=10", "9(Y,X) 2 0 434=2");
        refuses("too_late");
        ends("I/2 100/100/0 @10", "FILLED");
    }

    @Test
    void c3aReducesToMoreThanFilled() {
        working();
        fillsUnread("50", "50");
        replace("Y", "X", "80");
        tells("8(X) F/1 100/50/50 @10 32=50 31=10", "8(Y,X) E/E 100/50/50 @10", "8(Y,X) 5/1 80/50/30 @10");
        fills("30");

        tells("8(Y) F/2 80/80/0 @10 32=30 31=10");
        ends("I/2 80/80/0 @10", "FILLED");
    }

    @Test
    void c3bReducesToWhatIsFilled() {
        working();
        fillsUnread("70", "70");
        replace("Y", "X", "70");

        tells("8(X) F/1 100/70/30 @10 32=70 31=10", "8(Y,X) E/E 100/70/30 @10", "8(Y,X) 5/2 70/70/0 @10");
        ends("I/2 70/70/0 @10", "FILLED");
    }

    @Test
    void c3cReducesToLessThanFilledAndEndsAtWhatIsFilled() {
        working();
        fillsUnread("80", "80");
        replace("Y", "X", "70");

        tells("8(X) F/1 100/80/20 @10 32=80 31=10", "8(Y,X) E/E 100/80/20 @10", "8(Y,X) 5/2 80/80/0 @10");
        ends("I/2 80/80/0 @10", "FILLED");
    }

    @Test
    void c3cFillsMoreThanAskedForWhileTheReplaceIsPending() {
        working();
        replaceHeld("Y", "X", "70", ASKS);
        fills("80");
        tells("8(X) F/E 100/80/20 @10 32=80 31=10");
        confirms();

        tells("8(Y,X) 5/2 80/80/0 @10");
        ends("I/2 80/80/0 @10", "FILLED");
    }

    @Test
    void d1aReplacesTwiceInARow() {
        working();
        replaceHeld("Y", "X", "80", ASKS);
        fills("15");
        tells("8(X) F/E 100/15/85 @10 32=15 31=10");
        confirms();
        tells("8(Y,X) 5/1 80/15/65 @10");
        fills("20");
        tells("8(Y) F/1 80/35/45 @10 32=20 31=10");
        replace("Z", "Y", "60");
        tells("8(Z,Y) E/E 80/35/45 @10", "8(Z,Y) 5/1 60/35/25 @10");
        fills("25");

        tells("8(Z) F/2 60/60/0 @10 32=25 31=10");
        ends("I/2 60/60/0 @10", "FILLED");
    }

    @Test
    void d1bReplacesFromTheLastAcceptedIdAfterARefusal() {
        workingWithTen();
        peer.request("G", "Y", "X", terms("80", "10", "1"));
        tells("9(Y,X) 1 2 434=2");
        replace("Z", "X", "60");

        tells("8(Z,X) E/E 100/10/90 @10", "8(Z,X) 5/1 60/10/50 @10");
        ends("I/1 60/10/50 @10", "PARTIALLY_FILLED");
    }

    @Test
    void d1cRefusesAPendingReplaceAndAcceptsTheNext() {
        workingWithTen();
        replaceHeld("Y", "X", "80", ASKS_AFTER_TEN);
        fills("5");
        tells("8(X) F/E 100/15/85 @10 32=5 31=10");
        refuses("closed");
        tells("9(Y,X) 1 2 434=2");
        replace("Z", "X", "60");

        tells("8(Z,X) E/E 100/15/85 @10", "8(Z,X) 5/1 60/15/45 @10");
        ends("I/1 60/15/45 @10", "PARTIALLY_FILLED");
    }

    @Test
    void d1cRefusesAReplaceInTheAnswerOfTheVenue() {
        workingWithTen();
        faults(Kind.REJECT, On.REPLACE);
        replace("Y", "X", "80");

        tells(ASKS_AFTER_TEN, "9(Y,X) 1 2 434=2");
        ends("I/1 100/10/90 @10", "PARTIALLY_FILLED");
    }

    @Test
    void d2aHandlesTwoReplacesInFlightOneByOne() {
        workingWithTen();
        replace("Y", "X", "80");
        awaitShown("quantity", "80");
        replace("Z", "Y", "70");

        tells(ASKS_AFTER_TEN, "8(Y,X) 5/1 80/10/70 @10", "8(Z,Y) E/E 80/10/70 @10", "8(Z,Y) 5/1 70/10/60 @10");
        ends("I/1 70/10/60 @10", "PARTIALLY_FILLED");
    }

    @Test
    void d2bKeepsTwoReplacesPending() {
        workingWithTen();
        holds(On.REPLACE, 2);
        replace("Y", "X", "80");
        replace("Z", "Y", "70");
        tells(ASKS_AFTER_TEN, "8(Z,X) E/E 80/10/70 @10");
        awaitHeld(2);
        confirms();
        confirms();

        tells("8(Y,X) 5/E 80/10/70 @10", "8(Z,Y) 5/1 70/10/60 @10");
        ends("I/1 70/10/60 @10", "PARTIALLY_FILLED");
    }

    @Test
    void d2cRefusesBothReplacesInFlight() {
        workingWithTen();
        peer.request("G", "Y", "X", terms("80", "10", "1"));
        peer.request("G", "Z", "X", terms("70", "10", "1"));

        tells("9(Y,X) 1 2 434=2", "9(Z,X) 1 2 434=2");
        ends("I/1 100/10/90 @10", "PARTIALLY_FILLED");
    }

    @Test
    void d2cRefusesBothReplacesAfterTheyWerePending() {
        workingWithTen();
        holds(On.REPLACE, 2);
        replace("Y", "X", "80");
        replace("Z", "Y", "70");
        tells(ASKS_AFTER_TEN, "8(Z,X) E/E 80/10/70 @10");
        awaitHeld(2);
        refuses("closed");
        refuses("closed");

        tells("9(Y,X) E 2 434=2", "9(Z,X) 1 2 434=2");
        ends("I/1 100/10/90 @10", "PARTIALLY_FILLED");
    }

    @Test
    void d2dRefusesOneReplaceTooManyBecauseOthersArePending() {
        workingWithTen();
        holds(On.REPLACE, 8);
        replace("Y1", "X", "91");
        tells("8(Y1,X) E/E 100/10/90 @10");
        for (int i = 2; i <= 8; i++) {
            replace("Y" + i, "Y" + (i - 1), "9" + i);
            tells("8(Y" + i + ",X) E/E 9" + (i - 1) + "/10/8" + (i - 1) + " @10");
        }
        replace("Z", "Y8", "70");
        tells("9(Z,X) E 3 434=2");
        awaitHeld(8);
        for (int i = 1; i <= 8; i++) {
            confirms();
            tells("8(Y" + i + "," + (i == 1 ? "X" : "Y" + (i - 1)) + ") 5/" + (i == 8 ? "1" : "E") + " 9" + i + "/10/8"
                    + i + " @10");
        }

        ends("I/1 98/10/88 @10", "PARTIALLY_FILLED");
    }

    @Test
    void aCancelOvertakesNoReplace() {
        workingWithTen();
        replaceHeld("Y", "X", "80", ASKS_AFTER_TEN);
        cancel("Z", "Y");
        tells("8(Z,X) 6/6 100/10/90 @10");

        tells("8(Z,X) 4/4 100/10/0 @10" + ASKED, "9(Y,X) 4 0 434=2");
        ends("I/4 100/10/0 @10", "CANCELLED");
    }

    @Test
    void e1cIsReplacedUnasked() {
        working();
        fills("20");
        restates("90", 99);

        tells("8(X) F/1 100/20/80 @10 32=20 31=10", "8(X) D/1 90/20/70 @10 378=99 58=restated");
        ends("I/1 90/20/70 @10", "PARTIALLY_FILLED");
    }

    @Test
    void e1dIsReducedByTheSellSide() {
        working();
        restates("60", 5);

        tells("8(X) D/0 60/0/60 @0 378=5 58=restated");
        ends("I/0 60/0/60 @0", "OPEN");
        copied(RECEIVED, NEW, "8(X) D/0 60/0/60 @0 378=5 58=restated");
    }
}
