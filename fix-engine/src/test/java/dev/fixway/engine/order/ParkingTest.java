package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.ledger.EventType;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Commands and venue events for orders that are no longer in memory.
class ParkingTest {
    private EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    /// X is filled and gone from memory.
    private RouteId filled() {
        rig.works("X", "100");
        RouteId route = rig.route("X");
        rig.venue.fill(route, "100");
        rig.tells(rig.one.session(), "8(X) F/2 100/100/0 @10 32=100 31=10");
        rig.sessions.forget();
        assertThat(rig.rest.list()).isEqualTo(new dev.fixway.engine.domain.Answer.Listed(java.util.List.of()));
        return route;
    }

    @Test
    void tellsARequestThatItIsTooLate() {
        filled();

        rig.one.f("Y", "X");
        rig.one.g("Z", "X", "120");

        rig.tells(rig.one.session(), "9(Y,X) 2 0 434=1 58=the order is FILLED",
                "9(Z,X) 2 0 434=2 58=the order is FILLED");
        rig.one.h("X");
        rig.tells(rig.one.session(), "9(Y,X) 2 0 434=1 58=the order is FILLED",
                "9(Z,X) 2 0 434=2 58=the order is FILLED", "8(X) I/2 100/100/0 @10");
        assertThat(rig.rest.delete(rig.orderId("X")).text()).isEqualTo("request refused TOO_LATE FILLED");
        rig.calls("submit O1-1 100");
    }

    @Test
    void reportsLateFillsBustsAndCorrections() {
        rig.works("X", "100");
        RouteId route = rig.route("X");
        FillId fill = rig.venue.fill(route, "40");
        rig.one.f("Y", "X");
        rig.tells(rig.one.session(), "8(X) F/1 100/40/60 @10 32=40 31=10", "8(Y,X) 6/6 100/40/60 @10",
                "8(Y,X) 4/4 100/40/0 @10");
        rig.sessions.forget();

        rig.venue.correct(route, fill, "30", "11");
        rig.venue.fill(route, "5");
        rig.venue.bust(route, fill);
        rig.venue.repeat(route);

        rig.tells(rig.one.session(), "8(X) G/4 100/30/0 @11 32=30 31=11 19=3",
                "8(X) F/4 100/35/0 @10.857142857142857143 32=5 31=10 58=late fill",
                "8(X) H/4 100/5/0 @10 32=0 31=11 19=6");
    }

    @Test
    void opensAFilledOrderAgainWhenItsFillIsBusted() {
        RouteId route = filled();
        FillId fill = rig.order("X").executions().known().getFirst().fillId();

        rig.venue.bust(route, fill);

        rig.tells(rig.one.session(), "8(X) H/0 100/0/100 @0 32=0 31=10 19=3");
        rig.one.f("Y", "X");
        rig.tells(rig.one.session(), "8(X) H/0 100/0/100 @0 32=0 31=10 19=3", "8(Y,X) 6/6 100/0/100 @0",
                "8(Y,X) 4/4 100/0/0 @0");
    }

    @Test
    void decidesWhatWaitsForAnOrderInTheOrderItCame() {
        RouteId route = filled();
        FillId fill = rig.order("X").executions().known().getFirst().fillId();
        rig.ledger.reads.shut();
        rig.one.f37("Y", rig.orderId("X").value(), null);
        soon().until(() -> rig.ledger.reads.waiting() == 1);
        rig.venue.correct(route, fill, "100", "12");
        rig.one.f37("Z", rig.orderId("X").value(), null);
        rig.two.f37("W", rig.orderId("X").value(), null);
        rig.settle();
        assertThat(rig.sessions.all()).isEmpty();

        rig.ledger.reads.open();

        rig.tells(rig.one.session(), "9(Y,X) 2 0 434=1 58=the order is FILLED",
                "8(X) G/2 100/100/0 @12 32=100 31=12 19=3", "9(Z,X) 2 0 434=1 58=the order is FILLED");
        rig.tells(rig.two.session(), "9(W) 8 1 37=NONE 434=1 58=unknown order");
    }

    @Test
    void triesVenueEventsAgainInOrderUntilTheirOrderCanBeRead() {
        RouteId route = filled();
        FillId fill = rig.order("X").executions().known().getFirst().fillId();
        rig.ledger.failReads("the query side is behind");
        rig.venue.correct(route, fill, "100", "12");
        rig.venue.bust(route, fill);
        soon().until(() -> count(EventType.VENUE_EVENT_RECEIVED) == 2);
        rig.one.f37("Y", rig.orderId("X").value(), null);
        soon().until(() -> rig.sessions.of(rig.one.session()).size() == 1);
        assertThat(rig.sessions.of(rig.one.session())).containsExactly("j 4");
        rig.sessions.forget();

        rig.ledger.failReads(null);

        rig.tells(rig.one.session(), "8(X) G/2 100/100/0 @12 32=100 31=12 19=3",
                "8(X) H/0 100/0/100 @0 32=0 31=12 19=4");
        assertThat(count(EventType.VENUE_EVENT_RECEIVED)).isEqualTo(2);
    }

    private long count(EventType type) {
        return rig.ledger.rows().stream().filter(row -> row.type() == type).count();
    }

    @Test
    void refusesCommandsWhenTooManyWait() {
        rig.close();
        rig = EngineRig.ready(new EngineSettings(1_000, 4, 1, Duration.ofSeconds(10), Duration.ofSeconds(20),
                Duration.ofSeconds(20), Duration.ofHours(24), Duration.ofSeconds(30)));
        filled();
        rig.ledger.reads.shut();
        rig.one.f37("Y", rig.orderId("X").value(), null);

        rig.one.f37("Z", rig.orderId("X").value(), null);

        rig.tells(rig.one.session(), "j 4");
        assertThat(rig.rest.delete(rig.orderId("X")).text()).isEqualTo("busy");
        assertThat(rig.sessions.decidedNumbers()).containsExactly(1, 3);
        rig.ledger.reads.open();
        rig.tells(rig.one.session(), "j 4", "9(Y,X) 2 0 434=1 58=the order is FILLED");
        assertThat(rig.sessions.decidedNumbers()).containsExactly(1, 3, 2);
    }

    @Test
    void refusesCommandsThatHaveWaitedTooLong() {
        filled();
        rig.ledger.reads.shut();
        rig.one.f37("Y", rig.orderId("X").value(), null);
        RestClient.Asked asked = rig.rest.delete(rig.orderId("X"));
        rig.settle();

        rig.clock.forward(Duration.ofSeconds(11));

        rig.tells(rig.one.session(), "j 4");
        assertThat(asked.text()).isEqualTo("busy");
        rig.ledger.reads.open();
        rig.tells(rig.one.session(), "j 4");
    }

    @Test
    void passesOverEventsForRoutesOfNobody() {
        rig.works("X", "100");
        RouteId nobody = RouteId.of("T3ST00000000000001-1");
        var order = rig.order("X");
        rig.venue.turnsUp(new dev.fixway.engine.provider.ProviderCall.Submit(nobody, order.intent().symbol(),
                order.intent().side(), order.terms(), order.intent().handling()));

        rig.venue.acknowledge(nobody);
        rig.venue.fill(rig.route("X"), "10");

        rig.tells(rig.one.session(), "8(X) F/1 100/10/90 @10 32=10 31=10");
        assertThat(rig.engine.status().state()).isEqualTo(EngineStatus.State.RUNNING);
    }
}
