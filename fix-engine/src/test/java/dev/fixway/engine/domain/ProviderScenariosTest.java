package dev.fixway.engine.domain;

import static dev.fixway.engine.domain.OrderScript.order;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What a gateway in front of a provider adds, P1 to P6 and P10, as far as an order alone shows it.
class ProviderScenariosTest {

    @Test
    void p1StaysPendingWhileTheOutcomeIsUnknown() {
        OrderScript script = order("X", "100").sent().inDoubt(null);

        assertThat(script.order().isInDoubt()).isTrue();
        script.status("X")
                .tells(
                        "8(X) A/A 100/0/100 @0",
                        "8(X) I/A 100/0/100 @0");
    }

    @Test
    void p1IsRejectedOnceTheVenueSurelyDoesNotHaveIt() {
        OrderScript script = order("X", "100").sent()
                .inDoubt(null)
                .resolved(null, false)
                .rejected(RejectReason.NOT_AT_VENUE, "not at the venue");

        assertThat(script.order().isInDoubt()).isFalse();
        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 8/8 100/0/0 @0 103=0 58=not at the venue");
    }

    @Test
    void p1EndsARouteThatIsNotAtTheVenue() {
        Order notFound = order("X", "100").sent().inDoubt(null).resolved(null, false).order();
        Order found = order("X", "100").sent().inDoubt(null).resolved(null, true).order();

        assertThat(notFound.routes()).extracting(Route::state).containsExactly(Route.State.ENDED);
        assertThat(found.routes()).extracting(Route::state).containsExactly(Route.State.LIVE);
    }

    @Test
    void p1GoesOnWhenTheVenueHasIt() {
        OrderScript script = order("X", "100").sent().inDoubt(null).resolved(null, true).acknowledged().fills("100");

        assertThat(script.order().isInDoubt()).isFalse();
        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/2 100/100/0 @10 32=100 31=10");
    }

    @Test
    void p1KeepsACancelPendingWhileItsOutcomeIsUnknown() {
        OrderScript script = order("X", "100").working()
                .cancel("Y")
                .happens(new OrderEvent.CancelRouted(new ClOrdId("Y")))
                .inDoubt("Y");

        assertThat(script.order().isInDoubt()).isTrue();
        script.resolved("Y", true);
        assertThat(script.order().isInDoubt()).isFalse();
        script.canceled("Y")
                .tells(
                        "8(X) A/A 100/0/100 @0",
                        "8(X) 0/0 100/0/100 @0",
                        "8(Y,X) 6/6 100/0/100 @0",
                        "8(Y,X) 4/4 100/0/0 @0");
    }

    @Test
    void p2TellsALateFillAfterACancel() {
        OrderScript script = order("X", "100").working().canceledUnasked(null, "gone").fills("30").fills("70");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) 4/4 100/0/0 @0 58=gone",
                "8(X) F/4 100/30/0 @10 32=30 31=10 58=late fill",
                "8(X) F/2 100/100/0 @10 32=70 31=10 58=late fill");
    }

    @Test
    void p2TellsALateFillAfterAReject() {
        OrderScript script = order("X", "100").sent()
                .rejected(RejectReason.NOT_AT_VENUE, "not at the venue")
                .fills("30")
                .busts(3);

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 8/8 100/0/0 @0 103=0 58=not at the venue",
                "8(X) F/4 100/30/0 @10 32=30 31=10 58=late fill",
                "8(X) H/8 100/0/0 @0 32=0 31=10 19=3");
    }

    @Test
    void p2TellsALateFillAfterExpiry() {
        OrderScript script = order("X", "100").working().expired().fills("30");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) C/C 100/0/0 @0",
                "8(X) F/C 100/30/0 @10 32=30 31=10 58=late fill");
    }

    @Test
    void p3TellsARepeatedFillOnce() {
        OrderScript script = order("X", "100").working().fills("20");
        Order once = script.order();

        script.repeatsFill("20").repeatsFill("99");

        assertThat(script.order()).isSameAs(once);
        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10");
    }

    @Test
    void p3DoesNotBringBackABustedFill() {
        OrderScript script = order("X", "100").working().fills("20").busts(3);
        Order busted = script.order();

        assertThat(script.repeatsFill("20").order()).isSameAs(busted);
    }

    @Test
    void p3TellsTheSameFillIdOfAnotherRoute() {
        OrderScript script = order("X", "100").working().replace("Y", "120").replaceSentAnew("Y");
        Order before = script.order();

        for (Route route : before.routes()) {
            script.happens(new OrderEvent.Filled(route.routeId(), new FillId("1"), Qty.of("5"), Price.of("10"), null));
        }

        assertThat(script.order().cumQty()).isEqualTo(Qty.of("10"));
    }

    @Test
    void p4TellsTheAcknowledgementBeforeAFillThatOvertookIt() {
        OrderScript script = order("X", "100").sent().acknowledged().fills("20");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10");
    }

    @Test
    void p5EndsByTheReplaceWhenTheNewVenueOrderIsRefused() {
        OrderScript script = order("X", "100").working()
                .fills("20")
                .replace("Y", "80")
                .replaceSentAnew("Y")
                .canceled("Y", "the venue refused the new terms");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(Y,X) E/E 100/20/80 @10",
                "8(Y,X) 4/4 100/20/0 @10 58=the venue refused the new terms");
    }

    @Test
    void p5RefusesAReplaceThatTheVenueCannotDo() {
        OrderScript script = order("X", "100").working().refusesReplace("Y", RejectReason.UNSUPPORTED);

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "9(Y,X) 0 2 434=2");
    }

    @Test
    void p6CarriesCumQtyOverToTheNewVenueOrder() {
        OrderScript script = order("X", "100").working()
                .fills("20")
                .replace("Y", "120")
                .replaceSentAnew("Y")
                .replaced("Y")
                .fills("50");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(X) 0/0 100/0/100 @0",
                "8(X) F/1 100/20/80 @10 32=20 31=10",
                "8(Y,X) E/E 100/20/80 @10",
                "8(Y,X) 5/1 120/20/100 @10",
                "8(Y) F/1 120/70/50 @10 32=50 31=10");
        assertThat(script.order().routes()).extracting(r -> r.cumQty().toString()).containsExactly("20", "50");
        assertThat(script.order().routes()).extracting(Route::state)
                .containsExactly(Route.State.ENDED, Route.State.LIVE);
    }

    @Test
    void p10CancelsWhatIsStillQueuedWithoutTheVenue() {
        OrderScript script = order("X", "100").cancel("Y").canceled("Y");

        script.tells(
                "8(X) A/A 100/0/100 @0",
                "8(Y,X) 6/6 100/0/100 @0",
                "8(Y,X) 4/4 100/0/0 @0");
        assertThat(script.order().routes()).isEmpty();
    }

    @Test
    void anAmountOrderIsNotFilledByItsFirstFill() {
        OrderScript script = OrderScript.amountOrder("X", "1000").sent().acknowledged().fills("20");

        assertThat(script.order().phase()).isEqualTo(Phase.WORKING);
        assertThat(script.order().ordStatus()).isEqualTo(OrdStatus.PARTIALLY_FILLED);

        script.restatedTo("50", RestatementReason.OTHER).fills("30");
        assertThat(script.order().phase()).isEqualTo(Phase.FILLED);
    }

    @Test
    void aRestatementOfTermsLiftsNoSuspension() {
        OrderScript script = OrderScript.order("X", "100").working().suspended();

        script.restatedTo("60", RestatementReason.PARTIAL_DECLINE);
        assertThat(script.order().phase()).isEqualTo(Phase.SUSPENDED);

        script.restated(RestatementReason.OTHER);
        assertThat(script.order().phase()).isEqualTo(Phase.WORKING);
    }

    @Test
    void theVenuesIdOfARouteMayComeLater() {
        OrderScript script = OrderScript.order("X", "100").sent().fills("20");
        RouteId route = script.order().routes().getFirst().routeId();

        script.happens(new OrderEvent.RouteIdentified(route, new VenueOrderId("V")));

        assertThat(script.order().routes().getFirst().venueOrderId()).isEqualTo(new VenueOrderId("V"));
    }
}
