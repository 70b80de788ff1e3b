package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.order.ScriptedVenue.Step;
import dev.fixway.engine.provider.ProviderEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is told that a request of somebody else's is pending is also told how that ends when it is refused.
class PendingElsewhereTest {
    private EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    private RouteId works() {
        rig.works("X", "100");
        return rig.route("X");
    }

    private void outranByAFill() {
        RouteId route = works();
        rig.venue.then(Step.TAKE);
        rig.rest.delete(rig.orderId("X"));
        soon().until(() -> rig.venue.calls().contains("cancel O1-1"));
        rig.venue.fill(route, "100");
    }

    @Test
    void cancelOnRestThatTheFillOutran() {
        outranByAFill();

        rig.tells(rig.one.session(), "8(X) 6/6 100/0/100 @0", "8(X) F/6 100/100/0 @10 32=100 31=10",
                "8(X) I/2 100/100/0 @10 58=the pending cancel was refused");
        String request = rig.orderId("X").value() + "-c3";
        rig.tells(EngineRig.DROP_COPY, "8(" + request + ",X) 6/6 100/0/100 @0", "8(X) F/6 100/100/0 @10 32=100 31=10",
                "8(X) I/2 100/100/0 @10 58=the pending cancel was refused");
    }

    @Test
    void ownCancelThatIsRefused() {
        RouteId route = works();
        rig.venue.then(Step.TAKE);
        rig.one.f("Y", "X");
        soon().until(() -> rig.venue.calls().contains("cancel O1-1"));
        rig.venue.say(new ProviderEvent.RequestRefused(route, RejectReason.VENUE_REFUSED, "no", rig.clock.instant()));

        rig.tells(rig.one.session(), "8(Y,X) 6/6 100/0/100 @0", "9(Y,X) 0 2 434=1 58=no");
        rig.tells(EngineRig.DROP_COPY, "8(Y,X) 6/6 100/0/100 @0",
                "8(X) I/0 100/0/100 @0 58=the pending cancel was refused");
    }

    /// One is refused and another one is pending still: there is no news.
    @Test
    void oneOfTwoThatAreRefused() {
        RouteId route = works();
        rig.venue.then(Step.TAKE);
        rig.one.f("Y", "X");
        soon().until(() -> rig.venue.calls().contains("cancel O1-1"));
        rig.one.f("Z", "X");
        soon().until(() -> rig.types().stream().filter("CANCEL_REQUESTED"::equals).count() == 2);
        rig.venue.then(Step.TAKE);
        rig.venue.say(new ProviderEvent.RequestRefused(route, RejectReason.VENUE_REFUSED, "no", rig.clock.instant()));
        soon().until(() -> rig.types().contains("CANCEL_REJECTED"));
        rig.settle();

        assertThat(rig.types()).doesNotContain(EventType.STATUS_TOLD.name());
    }

    @Test
    void goesOnWithOtherNumbersAfterARestart() {
        outranByAFill();
        soon().until(() -> rig.types().contains("STATUS_TOLD"));
        rig = rig.restart();
        rig.one.d("N", "1");
        soon().until(() -> rig.typesOf("N").contains("ACKNOWLEDGED"));

        assertThat(rig.ledger.rows()).extracting(row -> row.get(LedgerField.EXEC_ID))
                .filteredOn(id -> id != null)
                .doesNotHaveDuplicates();
    }
}
