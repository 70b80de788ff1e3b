package dev.fixway.engine.order;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.ProviderEvent;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a venue says once more, in the same process or behind a start, is told to nobody again.
class EventToldAgainTest {
    private EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    /// What lies between the first time and the second.
    enum Between {
        NOTHING,
        CRASH,
        ORDERLY_STOP;

        EngineRig of(EngineRig rig) {
            return switch (this) {
                case NOTHING -> rig;
                case CRASH -> rig.restart();
                case ORDERLY_STOP -> rig.stopAndStart();
            };
        }
    }

    private RouteId works() {
        rig.works("X", "100");
        return rig.route("X");
    }

    private void repeat(Between between, RouteId route) {
        rig = between.of(rig);
        rig.settle();
        rig.sessions.forget();
        rig.venue.repeat(route);
        rig.settle();
    }

    @ParameterizedTest
    @EnumSource
    void correctionsOfOneFill(Between between) {
        RouteId route = works();
        FillId fill = rig.venue.fill(route, "40");
        rig.clock.forward(Duration.ofSeconds(1));
        rig.venue.correct(route, fill, "30", "11");
        rig.clock.forward(Duration.ofSeconds(1));
        rig.venue.correct(route, fill, "30", "12");
        rig.tells(rig.one.session(), "8(X) F/1 100/40/60 @10 32=40 31=10",
                "8(X) G/1 100/30/70 @11 32=30 31=11 19=3", "8(X) G/1 100/30/70 @12 32=30 31=12 19=4");

        repeat(between, route);

        rig.tells(rig.one.session());
        rig.clock.forward(Duration.ofSeconds(1));
        rig.venue.correct(route, fill, "30", "11");
        rig.tells(rig.one.session(), "8(X) G/1 100/30/70 @11 32=30 31=11 19=5");
    }

    /// A trigger ends a halt: told again, it must not end the next one.
    @ParameterizedTest
    @EnumSource
    void triggerOfAStop(Between between) {
        RouteId route = works();
        rig.venue.say(new ProviderEvent.Triggered(route, rig.clock.instant()));
        rig.tells(rig.one.session(), "8(X) L/0 100/0/100 @0");
        rig.clock.forward(Duration.ofSeconds(1));
        rig.venue.say(new ProviderEvent.Suspended(route, "halted", rig.clock.instant()));
        rig.tells(rig.one.session(), "8(X) L/0 100/0/100 @0", "8(X) 9/9 100/0/100 @0 58=halted");

        repeat(between, route);

        rig.tells(rig.one.session());
    }
}
