package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.order.ScriptedVenue.Step;
import dev.fixway.engine.provider.VenueAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An order that is filled whole is in doubt no more.
class FilledInDoubtTest {
    private EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    /// The venue could not find it, then tells that it was filled.
    @Test
    void filledAfterTheVenueCouldNotFindIt() {
        rig.works("X", "100");
        rig.venue.lookUps.always(rig.route("X"), new VenueAnswer.NotFound());
        rig.venue.lose("gone");
        rig.venue.connect();
        soon().until(() -> rig.typesOf("X").contains("ROUTE_UNKNOWN"));

        rig.venue.fill(rig.route("X"), "100");

        soon().until(() -> rig.typesOf("X").contains("FILL"));
        rig.settle();
        assertThat(rig.order("X").isInDoubt()).isFalse();
    }

    /// In doubt for ever, and no word of a person helps.
    @Test
    void filledWithACancelInDoubtThatTheVenueForgot() {
        rig.works("X", "100");
        rig.venue.unreachable(true);
        rig.venue.then(Step.UNKNOWN_LOST);
        rig.one.f("Y", "X");
        soon().until(() -> rig.typesOf("X").contains("ROUTE_UNKNOWN"));
        rig.venue.lookUps.always(rig.route("X"), new VenueAnswer.NotFound());
        rig.venue.fill(rig.route("X"), "100");
        soon().until(() -> rig.typesOf("X").contains("FILL"));
        rig.venue.unreachable(false);
        soon().until(() -> !rig.order("X").isInDoubt());
    }
}
