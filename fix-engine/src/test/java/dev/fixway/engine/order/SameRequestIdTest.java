package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.order.ScriptedVenue.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two sessions of one account use one id on one order.
class SameRequestIdTest {
    private EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void twoSessionsWithTheSameRequestId() {
        rig.works("X", "100");
        OrderId id = rig.orderId("X");
        rig.venue.then(Step.TAKE);
        rig.one.g("Y", "X", "120");
        rig.calls("submit O1-1 100", "replace O1-1 120");

        rig.same.f37("Y", id.value(), null);
        rig.settle();

        assertThat(rig.sessions.of(rig.same.session())).isNotEmpty();
    }

    /// The refusal of another session's request under the same id settles the open one.
    @Test
    void refusalOfAnotherSessionsRequestUnderTheSameId() {
        rig.works("X", "100");
        OrderId id = rig.orderId("X");
        rig.venue.then(Step.TAKE);
        rig.one.g("Y", "X", "120");
        rig.calls("submit O1-1 100", "replace O1-1 120");

        rig.same.f37("Y", id.value(), "WRONG");
        soon().until(() -> !rig.sessions.of(rig.same.session()).isEmpty());
        rig.settle();
        rig.venue.replace(rig.route("X"), FixClient.limit("120"));

        rig.tells(rig.one.session(), "8(Y,X) E/E 100/0/100 @0", "8(Y,X) 5/0 120/0/120 @0");
    }
}
