package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;

import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.order.ScriptedVenue.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the venue had taken it has settled while its stream was away.
class MissedRefusalTest {
    private EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    /// The venue took the cancel, refused it while the stream was down.
    @Test
    void cancelWhoseRefusalWasMissed() {
        rig.works("X", "100");
        OrderId id = rig.orderId("X");
        rig.venue.then(Step.TAKE);
        rig.one.f("Y", "X");
        rig.calls("submit O1-1 100", "cancel O1-1");
        rig.venue.lose("gone");
        rig.venue.connect();
        soon().until(() -> rig.engine.status().isReady(ScriptedVenue.ID));
        rig.settle();

        rig.rest.kill(Command.SwitchKill.Act.SWITCH_ON).answer();
        soon().until(() -> rig.venue.isEnded(id.route(1)));
    }

    /// The same of a replace.
    @Test
    void replaceWhoseRefusalWasMissed() {
        rig.works("X", "100");
        rig.venue.then(Step.TAKE);
        rig.one.g("Y", "X", "120");
        rig.calls("submit O1-1 100", "replace O1-1 120");
        rig.venue.lose("gone");
        rig.venue.connect();
        soon().until(() -> rig.engine.status().isReady(ScriptedVenue.ID));
        rig.settle();

        soon().until(() -> rig.order("X").ordStatus() == OrdStatus.NEW);
    }

    /// A replace by a new order whose word was missed, and the old order is gone.
    @Test
    void replaceByANewOrderThatIsNowhere() {
        rig.byNewOrder();
        rig.works("X", "100");
        rig.venue.then(Step.TAKE);
        rig.one.g("Y", "X", "120");
        rig.calls("submit O1-1 100", "replace O1-2 120");
        rig.venue.lose("gone");
        rig.venue.cancel(rig.route("X"));
        rig.venue.connect();
        soon().until(() -> rig.engine.status().isReady(ScriptedVenue.ID));

        soon().until(() -> rig.order("X").isTerminal());
    }
}
