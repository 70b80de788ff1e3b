package dev.fixway.engine.domain;

import static dev.fixway.engine.domain.OrderScript.adopted;
import static dev.fixway.engine.domain.OrderScript.intent;
import static dev.fixway.engine.domain.OrderScript.limit;
import static dev.fixway.engine.domain.OrderScript.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Order state scenarios E, F and G. As everywhere, `A/A` comes before what the tables show.
class UnaskedAndRepeatedScenariosTest {
    private static final Instant AT = Instant.parse("2026-03-02T09:30:00Z");
    private static final OrderIntent INTENT = intent(new ClOrdId("X"), limit("100", TimeInForce.DAY));

    @Test
    void e1aTellsAnOrderByPhoneWithoutClOrdId() {
        OrderScript script = adopted("100").fills("40").fills("60");

        script.tells(
                "8() 0/0 100/0/100 @0",
                "8() F/1 100/40/60 @10 32=40 31=10",
                "8() F/2 100/100/0 @10 32=60 31=10");
    }

    @Test
    void e1bIsCancelledUnasked() {
        OrderScript script = order("X", "100").working()
                .fills("20")
                .canceledUnasked(RestatementReason.OTHER, "cancelled by the desk");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(X) 4/4 100/20/0 @10 378=99 58=cancelled by the desk");
    }

    @Test
    void e1cIsReplacedUnasked() {
        OrderScript script = order("X", "100").working().fills("20").restatedTo("90", RestatementReason.OTHER);

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(X) D/1 90/20/70 @10 378=99");
    }

    @Test
    void e1dIsReducedByTheSellSide() {
        OrderScript script = order("X", "100").working().restatedTo("60", RestatementReason.PARTIAL_DECLINE);

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) D/0 60/0/60 @0 378=5");
    }

    @Test
    void f1aRefusesADuplicateWithTheStatusOfTheOriginal() {
        OrderScript script = order("X", "100").working().duplicate("X", "100");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) 8/0 100/0/100 @0 103=6 58=ClOrdID(11) was used before");
    }

    @Test
    void f1bAnswersAPossResendWithTheStatusWhenTheTermsAreTheSame() {
        OrderScript known = order("X", "100").working();

        assertThat(intent(new ClOrdId("X"), limit("100.0", TimeInForce.DAY)).sameAs(known.order().intent())).isTrue();
        known.status("X")
                .tells(
                        "8(X) A/A 100/0/100 @0",
                        "8(X) 0/0 100/0/100 @0",
                        "8(X) I/0 100/0/100 @0");
    }

    @Test
    void f1bRefusesARepeatWithOtherTerms() {
        OrderScript known = order("X", "100").working();

        assertThat(intent(new ClOrdId("X"), limit("150", TimeInForce.DAY)).sameAs(known.order().intent())).isFalse();
        assertThat(intent(new ClOrdId("X"), limit("100", TimeInForce.GTC)).sameAs(known.order().intent())).isFalse();
        known.duplicate("X", "150")
                .tells(
                        "8(X) A/A 100/0/100 @0",
                        "8(X) 0/0 100/0/100 @0",
                        "8(X) 8/0 100/0/100 @0 103=6 58=ClOrdID(11) was used before");
    }

    @Test
    void f1bEntersAPossResendThatIsNotKnown() {
        OrderScript script = order("Y", "150").working();

        script.tells(
                "8(Y) A/A 150/0/150 @0",
                "8(Y) 0/0 150/0/150 @0");
    }

    @Test
    void f1cRefusesWhatWasPlacedVerbally() {
        Report report = Reports.denied(new ExecId("DEN-1"), INTENT, RejectReason.PLACED_VERBALLY, "placed by phone",
                AT);

        assertThat(ReportText.of(report)).isEqualTo("8(X) 8/8 100/0/0 @0 37=NONE 103=7 58=placed by phone");
    }

    @Test
    void g1aTellsTheStatusOfAnUnknownOrder() {
        Report report = Reports.unknownStatus(new ExecId("STA-1"), new ClOrdId("X"), INTENT, AT);

        assertThat(ReportText.of(report)).isEqualTo("8(X) I/8 0/0/0 @0 37=NONE 103=5 58=unknown order");
    }

    @Test
    void g1bTellsTheStatusWhenNothingIsDone() {
        OrderScript script = order("X", "100").working().status("X");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) I/0 100/0/100 @0");
    }

    @Test
    void g1cTellsTheStatusAllThroughALife() {
        OrderScript script = order("X", "100").status("X")
                .working()
                .fills("20")
                .status("X")
                .cancel("Y")
                .status("Y")
                .canceled("Y")
                .status("Y");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) I/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(X) I/1 100/20/80 @10",
                "8(Y,X) 6/6 100/20/80 @10",
                "8(Y,X) I/6 100/20/80 @10",
                "8(Y,X) 4/4 100/20/0 @10",
                "8(Y,X) I/4 100/20/0 @10");
    }
}
