package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.providers.standin.Fault.Kind;
import dev.fixway.providers.standin.Fault.On;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Order state scenarios A and B, the ends of E and I, and the refusal F.1.c, as a venue causes them.
class VenueFillsAndCancelsIT extends VenueScenes {

    @Test
    void a1aFillsInTwoParts() {
        working();
        fills("20");
        fills("80");

        tells("8(X) F/1 100/20/80 @10 32=20 31=10", "8(X) F/2 100/100/0 @10 32=80 31=10");
        ends("I/2 100/100/0 @10", "FILLED");
        copied(RECEIVED, NEW, "8(X) F/1 100/20/80 @10 32=20 31=10", "8(X) F/2 100/100/0 @10 32=80 31=10");
    }

    @Test
    void a1aIsRejectedAtOnce() {
        faults(Kind.REJECT, On.SUBMIT);
        enter(terms("100"));

        tells(RECEIVED, "8(X) 8/8 100/0/0 @0 103=0 58=not enough money");
        ends("I/8 100/0/0 @0", "REJECTED");
        copied(RECEIVED, "8(X) 8/8 100/0/0 @0 103=0 58=not enough money");
    }

    @Test
    void a1aIsRejectedAfterItWasTaken() {
        faults(Kind.NO_ACK, On.SUBMIT);
        enter(terms("100"));
        tells(RECEIVED, NEW);
        control.reject(route(1), "unknown_symbol", "not today");

        tells("8(X) 8/8 100/0/0 @0 103=1 58=not today");
        ends("I/8 100/0/0 @0", "REJECTED");
    }

    @Test
    void f1cIsRefusedAsPlacedByPhone() {
        faults(Kind.SILENT_NO_ACK, On.SUBMIT);
        enter(terms("100"));
        tells(RECEIVED);
        awaitAtVenue();
        control.reject(route(1), "verbal", "placed by phone");

        tells("8(X) 8/8 100/0/0 @0 103=7 58=placed by phone");
        ends("I/8 100/0/0 @0", "REJECTED");
    }

    @Test
    void a1bIsDoneForDay() {
        working();
        fills("20");
        control.doneForDay(route(1));

        tells("8(X) F/1 100/20/80 @10 32=20 31=10", "8(X) 3/3 100/20/0 @10");
        ends("I/3 100/20/0 @10", "PARTIALLY_FILLED");
    }

    @Test
    void expires() {
        working();
        fills("20");
        control.expire(route(1));

        tells("8(X) F/1 100/20/80 @10 32=20 31=10", "8(X) C/C 100/20/0 @10 58=expired");
        ends("I/C 100/20/0 @10", "EXPIRED");
    }

    @Test
    void b1aCancelsWithoutFill() {
        working();
        cancel("Y", "X");

        tells("8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0" + ASKED);
        ends("I/4 100/0/0 @0", "CANCELLED");
        copied(RECEIVED, NEW, "8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0" + ASKED);
    }

    @Test
    void b1aRefusesTheCancelAtOnce() {
        working();
        faults(Kind.TOO_LATE, On.CANCEL);
        cancel("Y", "X");

        tells("8(Y,X) 6/6 100/0/100 @0", "9(Y,X) 0 0 434=1");
        ends("I/0 100/0/100 @0", "OPEN");
    }

    @Test
    void b1bFillsWhileCancelIsPending() {
        working();
        fills("20");
        tells("8(X) F/1 100/20/80 @10 32=20 31=10");
        fillsUnread("30", "50");
        holds(On.CANCEL, 1);
        cancel("Y", "X");
        tells("8(X) F/1 100/50/50 @10 32=30 31=10", "8(Y,X) 6/6 100/50/50 @10");
        awaitHeld(1);
        fills("10");
        tells("8(X) F/6 100/60/40 @10 32=10 31=10");
        confirms();

        tells("8(Y,X) 4/4 100/60/0 @10" + ASKED);
        ends("I/4 100/60/0 @10", "CANCELLED");
    }

    @Test
    void b1bRefusesTheCancelLate() {
        working();
        fills("50");
        tells("8(X) F/1 100/50/50 @10 32=50 31=10");
        cancelHeld("Y", "X", "8(Y,X) 6/6 100/50/50 @10");
        refuses("closed");

        tells("9(Y,X) 1 2 434=1");
        ends("I/1 100/50/50 @10", "PARTIALLY_FILLED");
    }

    @Test
    void b1cIsFilledBeforeTheCancelWorks() {
        working();
        fills("50");
        tells("8(X) F/1 100/50/50 @10 32=50 31=10");
        cancelHeld("Y", "X", "8(Y,X) 6/6 100/50/50 @10");
        fills("50");

        tells("8(X) F/6 100/100/0 @10 32=50 31=10", "9(Y,X) 2 0 434=1");
        refuses("too_late");
        ends("I/2 100/100/0 @10", "FILLED");
        copied(RECEIVED, NEW, "8(X) F/1 100/50/50 @10 32=50 31=10", "8(Y,X) 6/6 100/50/50 @10",
                "8(X) F/6 100/100/0 @10 32=50 31=10",
                "8(X) I/2 100/100/0 @10 58=the pending cancel was refused");
    }

    @Test
    void b1dCancelsBeforeTheAcknowledgement() {
        faults(Kind.SILENT_NO_ACK, On.SUBMIT);
        enter(terms("100"));
        tells(RECEIVED);
        cancel("Y", "X");
        tells("8(Y,X) 6/6 100/0/100 @0");
        awaitAtVenue();
        control.ack(route(1));

        tells("8(X) 0/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0" + ASKED);
        ends("I/4 100/0/0 @0", "CANCELLED");
    }

    @Test
    void b1eAcknowledgementAndCancelCross() {
        enter(terms("100"));
        cancel("Y", "X");

        List<String> told = peer.next(4).stream().map(TableNotation::of).toList();
        assertThat(told).isIn(
                List.of(RECEIVED, NEW, "8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0" + ASKED),
                List.of(RECEIVED, "8(Y,X) 6/6 100/0/100 @0", "8(X) 0/6 100/0/100 @0",
                        "8(Y,X) 4/4 100/0/0 @0" + ASKED));
    }

    @Test
    void e1bIsCancelledUnasked() {
        working();
        fills("20");
        control.cancel(route(1), "cancelled by the desk");

        tells("8(X) F/1 100/20/80 @10 32=20 31=10", "8(X) 4/4 100/20/0 @10 58=cancelled by the desk");
        ends("I/4 100/20/0 @10", "CANCELLED");
    }

    @Test
    void e1bIsCancelledUnaskedWhileAReplaceIsPending() {
        working();
        replaceHeld("Y", "X", "120", "8(Y,X) E/E 100/0/100 @0");
        control.cancel(route(1), "cancelled by the desk");

        tells("8(X) 4/4 100/0/0 @0 58=cancelled by the desk", "9(Y,X) 4 0 434=2");
        ends("I/4 100/0/0 @0", "CANCELLED");
    }

    @Test
    void i1aKillsAFillOrKillOrder() {
        working("4");
        control.cancel(route(1), "not fillable");

        tells("8(X) 4/4 100/0/0 @0 58=not fillable");
        ends("I/4 100/0/0 @0", "CANCELLED");
    }

    @Test
    void i1bKillsTheRestOfAnImmediateOrder() {
        working("3");
        fills("40");
        control.cancel(route(1), "not filled at once");

        tells("8(X) F/1 100/40/60 @10 32=40 31=10", "8(X) 4/4 100/40/0 @10 58=not filled at once");
        ends("I/4 100/40/0 @10", "CANCELLED");
    }
}
