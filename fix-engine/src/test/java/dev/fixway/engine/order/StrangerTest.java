package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.order.ScriptedVenue.Step;
import dev.fixway.engine.provider.ProviderCall;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Orders that were placed elsewhere on the account: adopted once, kept like ours.
class StrangerTest {
    private final EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    private VenueOrderId place() {
        return rig.venue.strangers.place("V-77", FixClient.limit("50"));
    }

    private OrderId adopted() {
        soon().until(() -> rig.types().contains("ORDER_ADOPTED"));
        return new OrderId(rig.ledger.rows()
                .stream()
                .filter(row -> row.type() == EventType.ORDER_ADOPTED)
                .findFirst()
                .orElseThrow()
                .text(LedgerField.ORDER_ID));
    }

    private void tells(String... expected) {
        rig.tells(EngineRig.DROP_COPY, expected);
    }

    @Test
    void tellsWhatBecomesOfItOnce() {
        VenueOrderId order = place();
        rig.venue.strangers.fill(order, "20");
        rig.venue.strangers.repeat(order);
        rig.venue.strangers.replace(order, FixClient.limit("60"));
        rig.venue.strangers.cancel(order);
        rig.venue.strangers.repeat(order);

        tells("8(V-77) 0/0 50/0/50 @0", "8(V-77) F/1 50/20/30 @10 32=20 31=10",
                "8(V-77) D/1 60/20/40 @10 378=99 58=changed at the venue", "8(V-77) 4/4 60/20/0 @10");
        assertThat(rig.sessions.of(rig.one.session())).isEmpty();
    }

    @Test
    void tellsWhatItWasAboutWhenItEnded() {
        VenueOrderId order = place();
        rig.venue.strangers.change(order, FixClient.limit("30"));
        rig.venue.strangers.cancel(order);

        tells("8(V-77) 0/0 50/0/50 @0", "8(V-77) D/0 30/0/30 @0 378=99 58=changed at the venue",
                "8(V-77) 4/4 30/0/0 @0");
    }

    @Test
    void tellsWhatItWasAboutWhenItsEndIsFoundByALookUp() {
        VenueOrderId order = place();
        OrderId orderId = adopted();
        rig.venue.strangers.change(order, FixClient.limit("30"));
        rig.venue.then(Step.UNKNOWN_ARRIVED);

        rig.rest.delete(orderId);

        tells("8(V-77) 0/0 50/0/50 @0", "8(" + orderId + "-c2,V-77) 6/6 50/0/50 @0",
                "8(V-77) D/6 30/0/30 @0 378=99 58=changed at the venue", "8(" + orderId + "-c2,V-77) 4/4 30/0/0 @0");
    }

    @Test
    void adoptsWhatIsOpenWhenItConnects() {
        rig.venue.lose("for a while");
        VenueOrderId order = place();
        rig.venue.strangers.fill(order, "20");
        rig.venue.connect();

        tells("8(V-77) 0/0 50/0/50 @0", "8(V-77) F/1 50/20/30 @10 32=20 31=10");
    }

    @Test
    void isCancelledByItsOrderIdFromEveryEdgeOfTheAccount() {
        place();
        OrderId orderId = adopted();

        rig.two.f37("Z", orderId.value(), "NONE");
        rig.one.f37("Y", orderId.value(), "V-77");

        rig.tells(rig.two.session(), "9(Z,NONE) 8 1 37=NONE 434=1 58=unknown order");
        rig.tells(rig.one.session(), "8(Y,V-77) 6/6 50/0/50 @0", "8(Y,V-77) 4/4 50/0/0 @0");
        assertThat(rig.venue.strangers.all().values()).allMatch(stranger -> stranger.ended);
    }

    @Test
    void isReadByItsVenueIdWhenItsCancelIsInDoubt() {
        place();
        OrderId orderId = adopted();
        rig.venue.then(Step.UNKNOWN_LOST);

        assertThat(rig.rest.delete(orderId).text()).isEqualTo("known PENDING_CANCEL");

        soon().until(() -> rig.venue.strangers.all().values().stream().allMatch(stranger -> stranger.ended));
        tells("8(V-77) 0/0 50/0/50 @0", "8(" + orderId + "-c2,V-77) 6/6 50/0/50 @0",
                "8(" + orderId + "-c2,V-77) 4/4 50/0/0 @0");
        rig.calls("cancel O1-1", "lookUp O1-1", "cancel O1-1");
    }

    @Test
    void isKnownAgainAfterARestartOpenOrOver() {
        VenueOrderId open = place();
        tells("8(V-77) 0/0 50/0/50 @0");
        VenueOrderId over = rig.venue.strangers.place("V-78", FixClient.limit("10"));
        rig.venue.strangers.cancel(over);
        tells("8(V-77) 0/0 50/0/50 @0", "8(V-78) 0/0 10/0/10 @0", "8(V-78) 4/4 10/0/0 @0");

        rig.restart();
        rig.venue.strangers.fill(open, "50");
        rig.venue.strangers.fill(over, "3");
        rig.stopAndStart();
        rig.venue.strangers.repeat(open);
        rig.venue.strangers.repeat(over);

        tells("8(V-77) 0/0 50/0/50 @0", "8(V-78) 0/0 10/0/10 @0", "8(V-78) 4/4 10/0/0 @0",
                "8(V-77) F/2 50/50/0 @10 32=50 31=10", "8(V-78) F/4 10/3/0 @10 32=3 31=10 58=late fill");
    }

    @Test
    void isNotTakenForAClientsOrderOfTheSameId() {
        rig.one.d("V-77", "100");
        rig.tells(rig.one.session(), "8(V-77) A/A 100/0/100 @0", "8(V-77) 0/0 100/0/100 @0");
        rig.venue.fill(rig.orderId("V-77").route(1), "100");
        tells("8(V-77) A/A 100/0/100 @0", "8(V-77) 0/0 100/0/100 @0", "8(V-77) F/2 100/100/0 @10 32=100 31=10");
        rig.sessions.forget();

        VenueOrderId order = place();
        rig.venue.strangers.cancel(order);
        tells("8(V-77) 0/0 50/0/50 @0", "8(V-77) 4/4 50/0/0 @0");
        rig.venue.strangers.fill(order, "3");

        tells("8(V-77) 0/0 50/0/50 @0", "8(V-77) 4/4 50/0/0 @0",
                "8(V-77) F/4 50/3/0 @10 32=3 31=10 58=late fill");
    }

    @Test
    void isNotAdoptedTwiceWhileTheLedgerIsRead() {
        rig.ledger.reads.shut();
        VenueOrderId order = place();
        rig.venue.strangers.fill(order, "20");
        soon().until(() -> rig.ledger.reads.waiting() == 1);
        rig.ledger.reads.open();

        tells("8(V-77) 0/0 50/0/50 @0", "8(V-77) F/1 50/20/30 @10 32=20 31=10");
    }

    @Test
    void alarmsWhenAnOrderOfOursIsOpenThatWasOver() {
        rig.venue.listsOwn = true;
        rig.works("X", "100");
        rig.one.f("Y", "X");
        rig.tells(rig.one.session(), "8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0");
        RouteId route = rig.route("X");
        rig.venue.turnsUp(new ProviderCall.Submit(route, FixClient.SYMBOL, dev.fixway.engine.domain.Side.BUY,
                FixClient.limit("100"), dev.fixway.engine.domain.Handling.PLAIN));

        rig.venue.lose("for a while");
        rig.venue.connect();

        soon().until(() -> rig.typesOf("X").contains("ALARM_RAISED"));
        assertThat(rig.order("X").ordStatus()).hasToString("CANCELED");
    }

    /// Also of an order that memory has let go.
    @Test
    void tellsAPersonWhatNoEventSays() {
        rig.works("X", "100");
        rig.venue.fill(rig.route("X"), "100");
        soon().until(() -> rig.order("X").isTerminal());
        RouteId route = rig.route("X");
        rig.restart();

        rig.venue.trouble(route, "one of its fills is gone");
        rig.venue.trouble(null, "the account is closed");

        soon().until(() -> alarms().size() == 2);
        assertThat(alarms()).containsExactly(rig.orderId("X") + " mock one of its fills is gone",
                "null mock the account is closed");
    }

    private List<String> alarms() {
        return rig.ledger.rows()
                .stream()
                .filter(row -> row.type() == EventType.ALARM_RAISED)
                .map(row -> row.get(LedgerField.ORDER_ID) + " " + row.get(LedgerField.PROVIDER) + " "
                        + row.get(LedgerField.REASON_TEXT))
                .toList();
    }

    @Test
    void asksOnlyForWhatIsNotListed() {
        rig.venue.listsOwn = true;
        rig.works("X", "100");

        rig.venue.lose("for a while");
        rig.venue.connect();

        rig.calls("submit O1-1 100");
        assertThat(rig.order("X").isInDoubt()).isFalse();
    }
}
