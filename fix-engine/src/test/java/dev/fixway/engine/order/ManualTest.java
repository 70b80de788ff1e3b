package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Resolution;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.order.ScriptedVenue.Step;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.VenueAnswer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A person says what the venue says: as if the venue had said it, and never against the facts.
class ManualTest {
    private final EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    /// X may or may not be at a venue that cannot tell.
    private RouteId doubted() {
        rig.venue.then(Step.UNKNOWN_LOST);
        rig.venue.lookUps.then(new VenueAnswer.CannotTell());
        rig.one.d("X", "100");
        rig.rows("X", "ORDER_RECEIVED", "ROUTED", "ROUTE_UNKNOWN", "ALARM_RAISED");
        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0");
        rig.sessions.forget();
        return rig.route("X");
    }

    private String resolve(Resolution resolution) {
        return rig.rest.resolve(rig.orderId("X"), resolution).text();
    }

    private static Resolution filled(String cumQty, String price) {
        return new Resolution.Filled(Qty.of(cumQty), Price.of(price));
    }

    @Test
    void rejects() {
        doubted();

        assertThat(resolve(new Resolution.Rejected())).isEqualTo("known REJECTED");

        rig.tells(rig.one.session(), "8(X) 8/8 100/0/0 @0 103=0 58=by hand");
        LedgerEvent row = rig.rowsOf(rig.orderId("X")).getLast();
        assertThat(row.get(LedgerField.ACTOR_TYPE)).isEqualTo("OPERATOR");
        assertThat(row.get(LedgerField.SOURCE)).isEqualTo("MANUAL");
        assertThat(row.get(LedgerField.ACCOUNT)).isEqualTo("MAIN");
    }

    @Test
    void cancels() {
        doubted();

        assertThat(resolve(new Resolution.Canceled())).isEqualTo("known CANCELED");

        rig.tells(rig.one.session(), "8(X) 4/4 100/0/0 @0 58=by hand");
    }

    @Test
    void worksAndCanBeCancelled() {
        doubted();

        assertThat(resolve(new Resolution.Working())).isEqualTo("known NEW");

        rig.tells(rig.one.session(), "8(X) 0/0 100/0/100 @0");
        assertThat(rig.order("X").isInDoubt()).isFalse();
    }

    @Test
    void fills() {
        doubted();

        assertThat(resolve(filled("100", "10.5"))).isEqualTo("known FILLED");

        rig.tells(rig.one.session(), "8(X) 0/0 100/0/100 @0", "8(X) F/2 100/100/0 @10.5 32=100 31=10.5");
    }

    @Test
    void givesWayToTheFillsThatTheVenueTellsLater() {
        RouteId route = doubted();
        resolve(filled("40", "10.5"));
        rig.tells(rig.one.session(), "8(X) 0/0 100/0/100 @0", "8(X) F/1 100/40/60 @10.5 32=40 31=10.5");
        rig.sessions.forget();
        var order = rig.order("X");
        rig.venue.turnsUp(new ProviderCall.Submit(route, order.intent().symbol(), order.intent().side(), order.terms(),
                order.intent().handling()));

        rig.venue.fill(route, "30");
        rig.venue.fill(route, "10");
        rig.venue.repeat(route);
        rig.clock.forward(Duration.ofSeconds(1));
        rig.venue.fill(route, "5");

        rig.tells(rig.one.session(), "8(X) G/1 100/10/90 @10.5 32=10 31=10.5 19=3",
                "8(X) F/1 100/40/60 @10.125 32=30 31=10", "8(X) H/1 100/30/70 @10 32=0 31=10.5 19=4",
                "8(X) F/1 100/40/60 @10 32=10 31=10", "8(X) F/1 100/45/55 @10 32=5 31=10");
    }

    @Test
    void doesNotTakeTheFillsForOlderThatCameAfterTheWord() {
        RouteId route = doubted();
        resolve(filled("40", "10"));
        var order = rig.order("X");
        rig.venue.turnsUp(new ProviderCall.Submit(route, order.intent().symbol(), order.intent().side(), order.terms(),
                order.intent().handling()));
        rig.clock.forward(Duration.ofSeconds(1));

        rig.venue.fill(route, "10");

        soon().untilAsserted(() -> assertThat(rig.order("X").cumQty()).isEqualByComparingTo(Qty.of("50")));
    }

    @Test
    void settlesACancelInDoubt() {
        rig.works("X", "100");
        rig.venue.then(Step.UNKNOWN_LOST);
        rig.venue.lookUps.then(new VenueAnswer.CannotTell());
        rig.one.f("Y", "X");
        soon().until(() -> rig.order("X").isInDoubt());

        assertThat(resolve(new Resolution.Working())).isEqualTo("known PENDING_CANCEL");

        rig.tells(rig.one.session(), "8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0");
        rig.calls("submit O1-1 100", "cancel O1-1", "lookUp O1-1", "cancel O1-1");
    }

    @Test
    void refusesACancelInDoubt() {
        rig.works("X", "100");
        rig.venue.then(Step.UNKNOWN_LOST);
        rig.venue.lookUps.then(new VenueAnswer.CannotTell());
        rig.one.f("Y", "X");
        soon().until(() -> rig.order("X").isInDoubt());

        assertThat(resolve(new Resolution.Rejected())).isEqualTo("known NEW");

        rig.tells(rig.one.session(), "8(Y,X) 6/6 100/0/100 @0", "9(Y,X) 0 2 434=1 58=by hand");
    }

    @Test
    void refusesWhatContradictsTheFacts() {
        rig.works("X", "100");
        assertThat(resolve(new Resolution.Canceled())).isEqualTo("request refused OTHER NEW");
        rig.venue.fill(rig.route("X"), "30");
        rig.venue.then(Step.UNKNOWN_LOST);
        rig.venue.lookUps.then(new VenueAnswer.CannotTell());
        rig.one.f("Y", "X");
        soon().until(() -> rig.order("X").isInDoubt());

        assertThat(resolve(filled("30", "10"))).isEqualTo("request refused OTHER PENDING_CANCEL");
        assertThat(resolve(filled("101", "10"))).isEqualTo("request refused OTHER PENDING_CANCEL");
        assertThat(resolve(filled("31", "10"))).isEqualTo("known PENDING_CANCEL");
    }
}
