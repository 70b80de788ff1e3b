package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.order.ScriptedVenue.Step;
import dev.fixway.engine.provider.ProviderCall;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A venue that answers questions and no calls is asked with pauses.
class HammeredVenueTest {
    private EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void buriedWhoseCancelIsRefused() {
        rig.venue.then(Step.UNKNOWN_LOST);
        rig.one.d("X", "100");
        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 8/8 100/0/0 @0 103=0 58=not at the venue");
        RouteId route = rig.route("X");
        var order = rig.order("X");
        rig.venue.turnsUp(new ProviderCall.Submit(route, order.intent().symbol(), order.intent().side(), order.terms(),
                order.intent().handling()));
        rig.venue.otherwise = () -> Step.REJECT;
        rig.venue.acknowledge(route);
        // Without a pause between them it would be thousands.
        await().during(Duration.ofMillis(1_500))
                .atMost(Duration.ofSeconds(4))
                .until(() -> rig.venue.calls().size() < 20);
        rig.venue.otherwise = () -> Step.ACCEPT;
    }

    @Test
    void cancelThatIsNeverAnswered() {
        rig.works("X", "100");
        rig.venue.otherwise = () -> Step.UNKNOWN_LOST;
        rig.one.f("Y", "X");
        // Without a pause between them it would be thousands.
        await().during(Duration.ofMillis(1_500))
                .atMost(Duration.ofSeconds(4))
                .until(() -> rig.venue.calls().size() < 20);
        rig.venue.otherwise = () -> Step.ACCEPT;
    }

    /// One reminder asks about every route of an order, so one for each answer would double them with every round.
    @Test
    void remindsOfAnOrderOnceAtATime() {
        rig.works("X", "100");
        Live live = new Live(rig.order("X"));

        assertThat(live.remind(0)).isTrue();
        assertThat(live.remind(0)).isFalse();
        live.reminded();
        assertThat(live.remind(0)).isTrue();
    }
}
