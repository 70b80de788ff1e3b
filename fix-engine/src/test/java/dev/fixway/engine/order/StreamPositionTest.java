package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.RouteId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A stream goes on where the ledger has it: nothing that was not decided is lost with the process.
class StreamPositionTest {
    private final EngineRig rig = EngineRig.ready();

    @BeforeEach
    void hasPositions() {
        rig.venue.tape.hasPositions = true;
    }

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
        return route;
    }

    @Test
    void hearsAgainWhatWaitedForAnEndedOrder() {
        RouteId route = filled();
        rig.ledger.reads.shut();
        rig.venue.bust(route, rig.order("X").executions().known().getFirst().fillId());
        soon().until(() -> rig.ledger.reads.waiting() == 1);
        rig.one.d("Z", "10");
        rig.tells(rig.one.session(), "8(Z) A/A 10/0/10 @0", "8(Z) 0/0 10/0/10 @0");

        rig.restart();

        rig.tells(rig.one.session(), "8(Z) A/A 10/0/10 @0", "8(Z) 0/0 10/0/10 @0",
                "8(X) H/0 100/0/100 @0 32=0 31=10 19=3");
    }

    @Test
    void hearsAgainWhatCouldNotBeRead() {
        RouteId route = filled();
        rig.ledger.failReads("not now");
        rig.venue.bust(route, rig.order("X").executions().known().getFirst().fillId());
        soon().until(() -> rig.types().contains("VENUE_EVENT_RECEIVED"));

        rig.ledger.failReads(null);
        rig.restart();

        rig.tells(rig.one.session(), "8(X) H/0 100/0/100 @0 32=0 31=10 19=3");
    }

    @Test
    void hearsWhatHappenedWhileItWasDown() {
        RouteId route = filled();
        rig.crash();
        rig.venue.fill(route, "5");
        rig.start().connect();

        rig.tells(rig.one.session(), "8(X) F/2 100/105/0 @10 32=5 31=10 58=late fill");
    }

    @Test
    void goesOnBehindWhatIsDecided() {
        filled();
        assertThat(rig.ledger.providerMark()).isEqualTo("1");

        rig.stopAndStart();
        rig.settle();

        assertThat(rig.venue.tape.repeated()).isZero();
        assertThat(rig.ledger.providerMark()).isEqualTo("1");
    }

    @Test
    void recordsThePositionOfWhatChangedNothingInAQuietMoment() {
        RouteId route = filled();
        rig.venue.repeat(route);

        soon().until(() -> "3".equals(rig.ledger.providerMark()));
    }
}
