package dev.fixway.engine.domain;

import static dev.fixway.engine.domain.OrderScript.order;

import org.junit.jupiter.api.Test;

/// Order state scenarios C and D. As everywhere, `A/A` comes before what the tables show.
class ReplaceScenariosTest {

    @Test
    void c1aReplacesUpWithoutFill() {
        OrderScript script = order("X", "100").working().replace("Y", "110").replaced("Y").fills("10").fills("100");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(Y,X) E/E 100/0/100 @0",
                "8(Y,X) 5/0 110/0/110 @0",
                "8(Y) F/1 110/10/100 @10 32=10 31=10",
                "8(Y) F/2 110/110/0 @10 32=100 31=10");
    }

    @Test
    void c1bFillsOnTheOldTermsWhileReplaceIsPending() {
        OrderScript script = order("X", "100").working()
                .fills("10")
                .replace("Y", "120")
                .fills("10")
                .replaced("Y")
                .fills("5");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/10/90 @10 32=10 31=10",
                "8(Y,X) E/E 100/10/90 @10",
                "8(X) F/E 100/20/80 @10 32=10 31=10",
                "8(Y,X) 5/1 120/20/100 @10",
                "8(Y) F/1 120/25/95 @10 32=5 31=10");
    }

    @Test
    void c1cEnlargesAFilledOrder() {
        OrderScript script = order("X", "100").working().fills("100").replace("Y", "120").replaced("Y");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/2 100/100/0 @10 32=100 31=10",
                "8(Y,X) E/E 100/100/0 @10",
                "8(Y,X) 5/1 120/100/20 @10");
    }

    @Test
    void c1cRefusesToEnlargeAFilledOrder() {
        OrderScript script = order("X", "100").working().fills("100").refusesReplace("Y", RejectReason.TOO_LATE);

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/2 100/100/0 @10 32=100 31=10",
                "9(Y,X) 2 0 434=2");
    }

    @Test
    void c2aIsFilledMeanwhile() {
        OrderScript script = order("X", "100").working()
                .fills("100")
                .refusesReplace("Y", RejectReason.TOO_LATE)
                .status("X");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/2 100/100/0 @10 32=100 31=10",
                "9(Y,X) 2 0 434=2",
                "8(X) I/2 100/100/0 @10");
    }

    @Test
    void c3aReducesToMoreThanFilled() {
        OrderScript script = order("X", "100").working().fills("50").replace("Y", "80").replaced("Y").fills("30");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/50/50 @10 32=50 31=10",
                "8(Y,X) E/E 100/50/50 @10",
                "8(Y,X) 5/1 80/50/30 @10",
                "8(Y) F/2 80/80/0 @10 32=30 31=10");
    }

    @Test
    void c3bReducesToWhatIsFilled() {
        OrderScript script = order("X", "100").working().fills("70").replace("Y", "70").replaced("Y");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/70/30 @10 32=70 31=10",
                "8(Y,X) E/E 100/70/30 @10",
                "8(Y,X) 5/2 70/70/0 @10");
    }

    @Test
    void c3cReducesToLessThanFilledAndEndsAtWhatIsFilled() {
        OrderScript script = order("X", "100").working().fills("80").replace("Y", "70").replaced("Y");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/80/20 @10 32=80 31=10",
                "8(Y,X) E/E 100/80/20 @10",
                "8(Y,X) 5/2 80/80/0 @10");
    }

    @Test
    void d1aReplacesTwiceInARow() {
        OrderScript script = order("X", "100").working()
                .replace("Y", "80")
                .fills("15")
                .replaced("Y")
                .fills("20")
                .replace("Z", "60")
                .replaced("Z")
                .fills("25");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(Y,X) E/E 100/0/100 @0",
                "8(X) F/E 100/15/85 @10 32=15 31=10",
                "8(Y,X) 5/1 80/15/65 @10",
                "8(Y) F/1 80/35/45 @10 32=20 31=10",
                "8(Z,Y) E/E 80/35/45 @10",
                "8(Z,Y) 5/1 60/35/25 @10",
                "8(Z) F/2 60/60/0 @10 32=25 31=10");
    }

    @Test
    void d1bReplacesFromTheLastAcceptedIdAfterARefusal() {
        OrderScript script = order("X", "100").working()
                .fills("10")
                .refusesReplace("Y", RejectReason.OTHER)
                .replace("Z", "60")
                .replaced("Z");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/10/90 @10 32=10 31=10",
                "9(Y,X) 1 99 434=2",
                "8(Z,X) E/E 100/10/90 @10",
                "8(Z,X) 5/1 60/10/50 @10");
    }

    @Test
    void d1cRefusesAPendingReplaceAndAcceptsTheNext() {
        OrderScript script = order("X", "100").working()
                .fills("10")
                .replace("Y", "80")
                .fills("5")
                .refusesReplace("Y", RejectReason.VENUE_REFUSED)
                .replace("Z", "60")
                .replaced("Z");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/10/90 @10 32=10 31=10",
                "8(Y,X) E/E 100/10/90 @10",
                "8(X) F/E 100/15/85 @10 32=5 31=10",
                "9(Y,X) 1 2 434=2",
                "8(Z,X) E/E 100/15/85 @10",
                "8(Z,X) 5/1 60/15/45 @10");
    }

    @Test
    void d2aHandlesTwoReplacesInFlightOneByOne() {
        OrderScript script = order("X", "100").working()
                .fills("10")
                .replace("Y", "80")
                .replaced("Y")
                .replace("Z", "70")
                .replaced("Z");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/10/90 @10 32=10 31=10",
                "8(Y,X) E/E 100/10/90 @10",
                "8(Y,X) 5/1 80/10/70 @10",
                "8(Z,Y) E/E 80/10/70 @10",
                "8(Z,Y) 5/1 70/10/60 @10");
    }

    @Test
    void d2bKeepsTwoReplacesPending() {
        OrderScript script = order("X", "100").working()
                .fills("10")
                .replace("Y", "80")
                .replace("Z", "70")
                .replaced("Y")
                .replaced("Z");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/10/90 @10 32=10 31=10",
                "8(Y,X) E/E 100/10/90 @10",
                "8(Z,X) E/E 80/10/70 @10",
                "8(Y,X) 5/E 80/10/70 @10",
                "8(Z,Y) 5/1 70/10/60 @10");
    }

    @Test
    void d2cRefusesBothReplacesInFlight() {
        OrderScript script = order("X", "100").working()
                .fills("10")
                .refusesReplace("Y", RejectReason.OTHER)
                .refusesReplace("Z", RejectReason.OTHER);

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/10/90 @10 32=10 31=10",
                "9(Y,X) 1 99 434=2",
                "9(Z,X) 1 99 434=2");
    }

    @Test
    void d2dRefusesTheSecondReplaceBecauseOneIsPending() {
        OrderScript script = order("X", "100").working()
                .fills("10")
                .replace("Y", "80")
                .refusesReplace("Z", RejectReason.ALREADY_PENDING)
                .replaced("Y");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/10/90 @10 32=10 31=10",
                "8(Y,X) E/E 100/10/90 @10",
                "9(Z,X) E 3 434=2",
                "8(Y,X) 5/1 80/10/70 @10");
    }
}
