package dev.fixway.engine.domain;

import static dev.fixway.engine.domain.OrderScript.amountOrder;
import static dev.fixway.engine.domain.OrderScript.order;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Order state scenarios H to L. As everywhere, `A/A` comes before what the tables show.
class SeveralDaysAndCorrectionScenariosTest {

    @Test
    void h1aGoesOnTheNextDay() {
        OrderScript script = order("X", "100", TimeInForce.GTC).working()
                .fills("20")
                .doneForDay()
                .restated(RestatementReason.GT_RENEWAL)
                .fills("30", "12");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(X) 3/3 100/20/0 @10",
                "8(X) D/1 100/20/80 @10 378=1 424=80 425=0 426=0",
                "8(X) F/1 100/50/50 @11.2 32=30 31=12 424=80 425=30 426=12");
    }

    @Test
    void h1aCountsEachDayAnew() {
        OrderScript script = order("X", "100", TimeInForce.GTC).working()
                .fills("20")
                .restated(RestatementReason.GT_RENEWAL)
                .fills("30", "12")
                .restated(RestatementReason.GT_RENEWAL)
                .fills("10", "13");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(X) D/1 100/20/80 @10 378=1 424=80 425=0 426=0",
                "8(X) F/1 100/50/50 @11.2 32=30 31=12 424=80 425=30 426=12",
                "8(X) D/1 100/50/50 @11.2 378=1 424=50 425=0 426=0",
                "8(X) F/1 100/60/40 @11.5 32=10 31=13 424=50 425=10 426=13");
    }

    @Test
    void h1bSplitsTwoToOne() {
        OrderScript script = order("X", "100", TimeInForce.GTC).working()
                .fills("20")
                .doneForDay()
                .splits("2")
                .fills("160", "5");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(X) 3/3 100/20/0 @10",
                "8(X) D/1 200/40/160 @5 378=0",
                "8(X) F/2 200/200/0 @5 32=160 31=5");
    }

    @Test
    void h1cIsRestatedThenCancelled() {
        OrderScript script = order("X", "100", TimeInForce.GTC).working()
                .fills("20")
                .doneForDay()
                .restated(RestatementReason.GT_RENEWAL)
                .cancel("Y")
                .canceled("Y");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(X) 3/3 100/20/0 @10",
                "8(X) D/1 100/20/80 @10 378=1 424=80 425=0 426=0",
                "8(Y,X) 6/6 100/20/80 @10 424=80 425=0 426=0",
                "8(Y,X) 4/4 100/20/0 @10 424=80 425=0 426=0");
    }

    @Test
    void h1dIsRestatedThenReplacedUp() {
        OrderScript script = order("X", "100", TimeInForce.GTC).working()
                .fills("20")
                .doneForDay()
                .restated(RestatementReason.GT_RENEWAL)
                .replace("Y", "150")
                .replaced("Y");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(X) 3/3 100/20/0 @10",
                "8(X) D/1 100/20/80 @10 378=1 424=80 425=0 426=0",
                "8(Y,X) E/E 100/20/80 @10 424=80 425=0 426=0",
                "8(Y,X) 5/1 150/20/130 @10 424=130 425=0 426=0");
    }

    @Test
    void i1aKillsAFillOrKillOrder() {
        OrderScript script = order("X", "100", TimeInForce.FOK).working().canceledUnasked(null, "not fillable");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) 4/4 100/0/0 @0 58=not fillable");
    }

    @Test
    void i1bKillsTheRestOfAnImmediateOrder() {
        OrderScript script = order("X", "100", TimeInForce.IOC).working().fills("40").canceledUnasked(null, "");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/40/60 @10 32=40 31=10",
                "8(X) 4/4 100/40/0 @10");
    }

    @Test
    void j1aBustsAndCorrectsAFilledOrder() {
        OrderScript script = order("X", "100").working()
                .fills("10")
                .fills("90", "11")
                .busts(3)
                .corrects(4, "90", "10")
                .fills("10")
                .corrects(6, "90", "9");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/10/90 @10 32=10 31=10",
                "8(X) F/2 100/100/0 @10.9 32=90 31=11",
                "8(X) H/1 100/90/10 @11 32=0 31=10 19=3",
                "8(X) G/1 100/90/10 @10 32=90 31=10 19=4",
                "8(X) F/2 100/100/0 @10 32=10 31=10",
                "8(X) G/2 100/100/0 @9.1 32=90 31=9 19=6");
    }

    @Test
    void j1bBustsAfterTheCancelAndTellsALateFill() {
        OrderScript script = order("X", "100").working().fills("50").cancel("Y").canceled("Y").busts(3).fills("40");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/50/50 @10 32=50 31=10",
                "8(Y,X) 6/6 100/50/50 @10",
                "8(Y,X) 4/4 100/50/0 @10",
                "8(X) H/4 100/0/0 @0 32=0 31=10 19=3",
                "8(X) F/4 100/40/0 @10 32=40 31=10 58=late fill");
    }

    @Test
    void j1cCorrectsYesterdaysFill() {
        OrderScript script = order("X", "100", TimeInForce.GTC).working()
                .fills("20")
                .doneForDay()
                .restated(RestatementReason.GT_RENEWAL)
                .corrects(3, "25", "10");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(X) 3/3 100/20/0 @10",
                "8(X) D/1 100/20/80 @10 378=1 424=80 425=0 426=0",
                "8(X) G/1 100/25/75 @10 32=25 31=10 19=3 424=75 425=0 426=0");
    }

    @Test
    void tradesAgainWhenItsNextDayWasNotTold() {
        order("X", "100", TimeInForce.GTC).working()
                .fills("20")
                .doneForDay()
                .fills("30", "10")
                .fills("50", "10")
                .tells(
                        "8(X) A/A 100/0/100 @0",
                        "8(X) 0/0 100/0/100 @0",
                        "8(X) F/1 100/20/80 @10 32=20 31=10",
                        "8(X) 3/3 100/20/0 @10",
                        "8(X) F/1 100/50/50 @10 32=30 31=10",
                        "8(X) F/2 100/100/0 @10 32=50 31=10");
    }

    @Test
    void isOverWhenTheLastOfADayFillsItAfterTheDay() {
        OrderScript script = order("X", "100", TimeInForce.GTC).working().doneForDay();

        script.fillsLate("100");

        assertThat(script.order().phase()).isEqualTo(Phase.FILLED);
        assertThat(script.order().isTerminal()).isTrue();
    }

    @Test
    void staysDoneForTheDayAfterALateFillOfThatDay() {
        OrderScript script = order("X", "100", TimeInForce.GTC).working().doneForDay();

        script.fillsLate("40");

        assertThat(script.order().phase()).isEqualTo(Phase.DONE_FOR_DAY);
        assertThat(script.order().leavesQty()).isEqualTo(Qty.ZERO);
    }

    @Test
    void j1dCorrectsAndBustsAfterDoneForDay() {
        OrderScript script = order("X", "100").working().fills("50").doneForDay().corrects(3, "40", "10").busts(5);

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/50/50 @10 32=50 31=10",
                "8(X) 3/3 100/50/0 @10",
                "8(X) G/3 100/40/0 @10 32=40 31=10 19=3",
                "8(X) H/3 100/0/0 @0 32=0 31=10 19=5");
    }

    @Test
    void k1aIsReinstatedAfterAHalt() {
        OrderScript script = order("X", "100").working().fills("20").suspended().restated(RestatementReason.OTHER);

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(X) 9/9 100/20/80 @10",
                "8(X) D/1 100/20/80 @10 378=99");
    }

    @Test
    void k1bIsCancelledByAHalt() {
        OrderScript script = order("X", "100").working()
                .fills("20")
                .suspended()
                .canceledUnasked(RestatementReason.TRADING_HALT, "");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(X) 9/9 100/20/80 @10",
                "8(X) 4/4 100/20/0 @10 378=6");
    }

    @Test
    void l1aFillsAStoppedOrder() {
        OrderScript script = order("X", "100").working().stopped().fills("100");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) 7/7 100/0/100 @0",
                "8(X) F/2 100/100/0 @10 32=100 31=10");
    }

    @Test
    void l1bShowsQuantityZeroUntilTheVenueHasComputedIt() {
        OrderScript script = amountOrder("X", "1000").sent().acknowledged("97").fills("97");

        script.tells(
                "8(X) A/A 0/0/0 @0 152=1000",
                "8(X) 0/0 97/0/97 @0 152=1000",
                "8(X) F/2 97/97/0 @10 152=1000 32=97 31=10");
    }
}
