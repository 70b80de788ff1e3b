package dev.fixway.engine.order;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.ProviderEvent;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Orders that a venue suspends or is done with for the day, and that work again, told or not.
class HeldOrderTest {
    private final EngineRig rig = EngineRig.ready();
    private Instant at = Instant.EPOCH;
    @SuppressWarnings("NullAway") // set before each test
    private RouteId route;

    @BeforeEach
    void work() {
        rig.works("X", "100");
        route = rig.route("X");
        at = rig.clock.instant();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void beginsADayForAnOrderThatWasDoneForOne() {
        rig.venue.say(new ProviderEvent.DoneForDay(route, at));
        rig.venue.say(new ProviderEvent.Resumed(route, at));

        rig.tells(rig.one.session(), "8(X) 3/3 100/0/0 @0",
                "8(X) D/0 100/0/100 @0 378=1 58=works again at the venue 424=100 425=0 426=0");
    }

    @Test
    void endsASuspension() {
        rig.venue.say(new ProviderEvent.Suspended(route, "halted", at));
        rig.venue.say(new ProviderEvent.Resumed(route, at));

        rig.tells(rig.one.session(), "8(X) 9/9 100/0/100 @0 58=halted",
                "8(X) D/0 100/0/100 @0 378=99 58=works again at the venue");
    }

    @Test
    void hearsNothingNewInThatAWorkingOrderWorks() {
        rig.venue.say(new ProviderEvent.Resumed(route, at));
        rig.venue.fill(route, "100");
        rig.venue.say(new ProviderEvent.Resumed(route, at));

        rig.settle();
        rig.tells(rig.one.session(), "8(X) F/2 100/100/0 @10 32=100 31=10");
    }

    @Test
    void isOverWhenItIsFilledAlthoughItsNewDayWasNeverTold() {
        rig.venue.say(new ProviderEvent.DoneForDay(route, at.minusSeconds(60)));

        rig.venue.fill(route, "100");

        rig.tells(rig.one.session(), "8(X) 3/3 100/0/0 @0", "8(X) F/2 100/100/0 @10 32=100 31=10");
    }
}
