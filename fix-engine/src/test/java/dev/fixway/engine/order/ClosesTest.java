package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.order.RestClient.Asked;
import dev.fixway.engine.order.ScriptedVenue.Step;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.Feature;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A repeated close never acts twice, and two closes never close more than there is.
class ClosesTest {
    private static final String POSITION = "pos-1";
    private static final String SAME = "aa";
    private static final String OTHER = "bb";
    private final EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    private long asOf(String hash) {
        Answer answer = rig.rest.findClose(POSITION, hash).answer();
        return ((Answer.OfClose.Free) answer).asOf();
    }

    private Order closed(Asked asked) {
        return ((Answer.Known) asked.answer()).order();
    }

    private Asked close(String hash, String qty, String held, long asOf) {
        return rig.rest.close(POSITION, hash, qty, held, asOf);
    }

    private static Order order(Answer answer) {
        return switch (answer) {
            case Answer.Known(Order order) -> order;
            case Answer.Repeated(Order order) -> order;
            default -> throw new AssertionError(answer);
        };
    }

    @Test
    void isAnOrderThatTheLedgerKnowsAsAClose() {
        Order order = closed(close(SAME, "2", "10", asOf(SAME)));

        assertThat(order.intent().handling().reduceOnly()).isTrue();
        assertThat(rig.rowsOf(order.orderId()).getFirst().get(LedgerField.REQUEST_HASH)).isEqualTo(SAME);
        rig.calls("submit O1-1 2");
    }

    @Test
    void joinsTheFirstWhileThatIsUndecided() {
        long asOf = asOf(SAME);
        rig.venue.replies.shut();
        Asked first = close(SAME, "2", "10", asOf);
        rig.settle();
        Asked second = rig.rest.findClose(POSITION, SAME);
        Asked third = close(SAME, "2", "10", asOf);
        rig.settle();
        assertThat(second.isAnswered() || third.isAnswered()).isFalse();

        rig.venue.replies.open();

        assertThat(order(second.answer()).orderId()).isEqualTo(closed(first).orderId());
        assertThat(order(third.answer()).orderId()).isEqualTo(closed(first).orderId());
        rig.calls("submit O1-1 2");
    }

    @Test
    void answersADoubtWithTheFirst() {
        rig.venue.unreachable(true);
        rig.venue.then(Step.UNKNOWN_ARRIVED);
        Asked first = close(SAME, "2", "10", asOf(SAME));
        assertThat(first.text()).isEqualTo("known PENDING_NEW");

        assertThat(order(rig.rest.findClose(POSITION, SAME).answer()).orderId()).isEqualTo(closed(first).orderId());
        rig.calls("submit O1-1 2");
    }

    @Test
    void givesTheFirstAgainForTwoMinutesWhenItsAnswerWasLost() {
        Asked first = close(SAME, "2", "10", asOf(SAME));
        first.isDelivered = false;
        rig.venue.fill(closed(first).orderId().route(1), "2");
        rig.settle();

        rig.clock.forward(Closes.REMEMBERED.minusNanos(1));
        Asked again = rig.rest.findClose(POSITION, SAME);
        again.isDelivered = false;
        assertThat(again.text()).isEqualTo("repeated FILLED");
        assertThat(close(SAME, "2", "8", 1).text()).isEqualTo("repeated FILLED");
        rig.clock.forward(Duration.ofNanos(1));
        assertThat(rig.rest.findClose(POSITION, SAME).text()).isEqualTo("free, before 0");
        rig.calls("submit O1-1 2");
    }

    @Test
    void takesTheSameAgainForAnotherWishOnceTheClientHasItsAnswer() {
        Order first = closed(close(SAME, "2", "10", asOf(SAME)));
        rig.venue.fill(first.orderId().route(1), "2");
        rig.settle();

        Order second = closed(close(SAME, "2", "8", asOf(SAME)));

        assertThat(second.orderId()).isNotEqualTo(first.orderId());
        rig.calls("submit O1-1 2", "submit O2-1 2");
    }

    @Test
    void countsARepeatThatReachedItsClientAsTheAnswer() {
        Asked first = close(SAME, "2", "10", asOf(SAME));
        first.isDelivered = false;
        closed(first);
        assertThat(rig.rest.findClose(POSITION, SAME).text()).isEqualTo("repeated NEW");

        assertThat(rig.rest.findClose(POSITION, SAME).text()).isEqualTo("free, before 0");
    }

    @Test
    void letsNobodyCloseWhatWasReadBeforeAnotherCloseWasSettled() {
        long first = asOf(SAME);
        long second = asOf(OTHER);
        Order order = closed(close(SAME, "2", "2", first));
        rig.venue.fill(order.orderId().route(1), "2");
        rig.settle();

        assertThat(close(OTHER, "2", "2", second).text()).isEqualTo("read again");
        assertThat(close(SAME, "2", "2", second).text()).isEqualTo("read again");
        rig.calls("submit O1-1 2");
    }

    @Test
    void letsNobodyCloseWhatWasReadBeforeAFill() {
        Order resting = closed(close(SAME, "2", "10", asOf(SAME)));
        long asOf = asOf(OTHER);
        rig.venue.fill(resting.orderId().route(1), "1");
        rig.settle();

        assertThat(close(OTHER, "9", "10", asOf).text()).isEqualTo("read again");
        assertThat(closed(close(OTHER, "9", "9", asOf(OTHER))).terms().orderQty()).as("one is left to the first")
                .hasToString("8");
    }

    @Test
    void leavesToOpenClosesWhatTheyWillTake() {
        Order first = closed(close(SAME, "2", "5", asOf(SAME)));

        assertThat(closed(close(OTHER, "5", "5", asOf(OTHER))).terms().orderQty()).hasToString("3");
        Answer none = close("cc", "5", "5", asOf("cc")).answer();

        assertThat(none).isInstanceOf(Answer.OfClose.BeingClosed.class);
        assertThat(close("dd", "1", "1", asOf("dd")).text()).isEqualTo("being closed");
        rig.rest.delete(first.orderId()).answer();
        assertThat(closed(close("dd", "5", "5", asOf("dd"))).terms().orderQty()).hasToString("2");
    }

    @Test
    void closesOtherPositionsMeanwhile() {
        long asOf = asOf(SAME);
        closed(close(OTHER, "2", "2", asOf));

        assertThat(rig.rest.close("pos-2", SAME, "2", "2", asOf).text()).isEqualTo("known NEW");
    }

    @Test
    void takesARejectedCloseAnew() {
        rig.venue.then(Step.REJECT);
        Asked first = close(SAME, "2", "10", asOf(SAME));
        first.isDelivered = false;
        assertThat(first.text()).isEqualTo("known REJECTED");

        assertThat(close(SAME, "2", "10", asOf(SAME)).text()).isEqualTo("known NEW");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void countsEveryCloseAsUnansweredAfterAStart(boolean isInOrder) {
        Order first = closed(close(SAME, "2", "10", asOf(SAME)));
        rig.venue.fill(first.orderId().route(1), "2");
        rig.settle();
        long before = asOf(OTHER);

        EngineRig next = isInOrder ? rig.stopAndStart() : rig.restart();

        assertThat(next.rest.close(POSITION, OTHER, "2", "10", before).text()).as("read before")
                .isEqualTo("read again");
        Asked again = next.rest.findClose(POSITION, SAME);
        assertThat(again.text()).isEqualTo("repeated FILLED");
        assertThat(order(again.answer()).orderId()).isEqualTo(first.orderId());
        next.clock.forward(Closes.REMEMBERED);
        assertThat(next.rest.findClose(POSITION, SAME).text()).isEqualTo("free, before 0");
    }

    @Test
    void knowsOpenClosesAfterASnapshotAndAStart() {
        Order resting = closed(close(SAME, "2", "10", asOf(SAME)));
        rig.stopAndStart();
        rig.venue.fill(resting.orderId().route(1), "1");
        rig.settle();
        rig.restart();

        assertThat(closed(close(OTHER, "9", "9", asOf(OTHER))).terms().orderQty()).hasToString("8");
    }

    @Test
    void findsAnEarlierCloseOfEveryPosition() {
        long asOf = asOf(SAME);
        rig.rest.close("pos-1", SAME, "2", "2", asOf).isDelivered = false;
        rig.rest.close("pos-2", SAME, "2", "2", asOf).isDelivered = false;
        rig.rest.close("pos-3", OTHER, "2", "2", asOf).isDelivered = false;
        rig.settle();

        assertThat(rig.rest.findClose(null, SAME).text()).isEqualTo("free, before 2");
        assertThat(rig.rest.findClose(null, SAME).text()).as("answered now").isEqualTo("free, before 0");
    }

    @Test
    void closesWhereAVenueHasNoFlagsForIt() {
        rig.venue.capabilities = new Capabilities(EngineRig.CAPABILITIES.ordTypes(),
                EngineRig.CAPABILITIES.timesInForce(), EnumSet.noneOf(Feature.class), Capabilities.Amends.IN_PLACE,
                Duration.ZERO, true);

        Order order = closed(close(SAME, "2", "10", asOf(SAME)));

        assertThat(order.intent().handling().positionId()).isEqualTo(POSITION);
        Handling sent = Objects.requireNonNull(rig.venue.book().get(order.orderId().route(1))).submit.handling();
        assertThat(sent.reduceOnly()).isFalse();
        assertThat(sent.positionId()).isNull();
    }
}
