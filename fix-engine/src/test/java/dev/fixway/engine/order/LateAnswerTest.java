package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.order.ScriptedVenue.Step;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers and refusals that come late, or once more.
class LateAnswerTest {
    private EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    /// Asked at once, answered after the visibility time.
    @Test
    void answerThatWasLongOnItsWay() {
        rig.venue.capabilities = visibleAfter(Duration.ofSeconds(30));
        rig.venue.then(Step.UNKNOWN_ARRIVED);
        rig.venue.lookUps.then(new VenueAnswer.NotFound());
        AtomicBoolean first = new AtomicBoolean(true);
        rig.venue.asked = () -> {
            if (first.getAndSet(false)) {
                rig.clock.forward(Duration.ofSeconds(31));
            }
        };

        rig.one.d("X", "100");

        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 0/0 100/0/100 @0");
    }

    /// A long refusal is another one after a restart, and settles the next request.
    @Test
    void longRefusalToldAgainAfterARestart() {
        rig.works("X", "100");
        RouteId route = rig.route("X");
        rig.venue.then(Step.TAKE);
        rig.one.f("Y", "X");
        rig.calls("submit O1-1 100", "cancel O1-1");
        rig.venue.say(new ProviderEvent.RequestRefused(route,
                RejectReason.TOO_LATE, "too late ".repeat(40), rig.clock.instant()));
        soon().until(() -> rig.typesOf("X").contains("CANCEL_REJECTED"));
        rig.restart();
        rig.venue.then(Step.TAKE);
        rig.one.f("Z", "X");
        soon().until(() -> rig.venue.calls().stream().filter("cancel O1-1"::equals).count() == 2);
        rig.settle();
        rig.sessions.forget();

        rig.venue.repeat(route);

        rig.tells(rig.one.session());
    }

    /// Neither of two that are settled settles the third.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void replacesToldAgainAfterARestart(boolean isOrderly) {
        rig.works("X", "100");
        RouteId route = rig.route("X");
        rig.one.g("Y", "X", "120");
        rig.one.g("Z", "Y", "130");
        soon().until(() -> rig.typesOf("X").stream().filter("REPLACE_ACCEPTED"::equals).count() == 2);
        EngineRig now = isOrderly ? rig.stopAndStart() : rig.restart();
        now.venue.then(Step.TAKE);
        now.one.g("W", "Z", "140");
        soon().until(() -> now.venue.calls().contains("replace O1-1 140"));
        now.settle();
        now.sessions.forget();

        now.venue.repeat(route);

        now.tells(now.one.session());
        now.venue.replace(route, FixClient.limit("140"));
        now.tells(now.one.session(), "8(W,Z) 5/0 140/0/140 @0");
    }

    /// The same body again gets the first answer again, a refusal too.
    @Test
    void refusedOnRestAndAskedAgain() {
        rig.rest.kill(Command.SwitchKill.Act.SWITCH_ON).answer();
        String first = rig.rest.post("R", "100").text();

        String again = rig.rest.post("R", "100").text();

        assertThat(again).isEqualTo(first);
    }

    /// A start needs the query side for a refusal of an ended order.
    @Test
    void startsWhileTheQuerySideIsBehind() {
        rig.works("X", "100");
        rig.venue.fill(rig.route("X"), "100");
        soon().until(() -> rig.order("X").isTerminal());
        rig.stopAndStart();
        rig.one.f("Y", "X");
        soon().until(() -> rig.types().contains("CANCEL_REJECTED"));
        MemoryLedger next = rig.ledger.forNextEngine();
        next.failReads("the query side is 1000000 events behind");

        assertThatCode(() -> new OrderEngine(EngineRig.SETTINGS, next, rig.clock,
                new ReportRouting(List.of(), Map.of()), List.of(rig.venue.line())).close())
                .doesNotThrowAnyException();
    }

    private static Capabilities visibleAfter(Duration visibility) {
        Capabilities can = EngineRig.CAPABILITIES;
        return new Capabilities(can.ordTypes(), can.timesInForce(), can.features(), can.amends(), visibility, true);
    }
}
