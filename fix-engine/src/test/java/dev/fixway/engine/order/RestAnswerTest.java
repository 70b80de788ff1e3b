package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.order.ScriptedVenue.Step;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// REST answers at the first of outcome, doubt and time-out.
class RestAnswerTest {
    private EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void answersAtTheOutcome() {
        rig.venue.then(Step.ACCEPT, Step.REJECT);

        assertThat(rig.rest.post("R1", "5").text()).isEqualTo("known NEW");
        assertThat(rig.rest.post("R2", "5").text()).isEqualTo("known REJECTED");
        assertThat(rig.rest.patch(rig.orderId("R1"), "6").text()).isEqualTo("known NEW");
        assertThat(rig.order("R1").terms().orderQty()).hasToString("6");
        rig.venue.then(Step.REJECT, Step.REJECT);
        assertThat(rig.rest.patch(rig.orderId("R1"), "7").text()).isEqualTo("request refused VENUE_REFUSED NEW");
        assertThat(rig.rest.delete(rig.orderId("R1")).text()).isEqualTo("request refused VENUE_REFUSED NEW");
        assertThat(rig.rest.delete(rig.orderId("R1")).text()).isEqualTo("known CANCELED");
    }

    @Test
    void answersAtDoubt() {
        rig.venue.unreachable(true);
        rig.venue.then(Step.UNKNOWN_ARRIVED);
        assertThat(rig.rest.post("R", "5").text()).isEqualTo("known PENDING_NEW");

        rig.venue.unreachable(false);
        rig.rows("R", "ORDER_RECEIVED", "ROUTED", "ROUTE_UNKNOWN", "ROUTE_RESOLVED", "ACKNOWLEDGED");
        rig.venue.unreachable(true);
        rig.venue.then(Step.UNKNOWN_LOST);
        assertThat(rig.rest.delete(rig.orderId("R")).text()).isEqualTo("known PENDING_CANCEL");
    }

    @Test
    void answersAtTheTimeOut() {
        rig.close();
        rig = EngineRig.ready(new EngineSettings(1_000, 4, 50, Duration.ofSeconds(10), Duration.ofSeconds(20),
                Duration.ofMillis(100), Duration.ofHours(24), Duration.ofSeconds(30)));
        rig.venue.replies.shut();

        assertThat(rig.rest.post("R", "5").text()).isEqualTo("known PENDING_NEW");
        assertThat(rig.rest.delete(rig.orderId("R")).text()).isEqualTo("known PENDING_CANCEL");
        rig.venue.replies.open();
        rig.calls("submit O1-1 5", "cancel O1-1");
    }

    @Test
    void changesAnOrderOneChangeAtATime() {
        rig.works("X", "100");
        rig.venue.replies.shut();
        RestClient.Asked first = rig.rest.patch(rig.orderId("X"), "50");
        rig.settle();

        assertThat(rig.rest.patch(rig.orderId("X"), "60").text())
                .isEqualTo("request refused ALREADY_PENDING PENDING_REPLACE");
        rig.venue.replies.open();

        assertThat(first.text()).isEqualTo("known NEW");
        assertThat(rig.order("X").terms()).isEqualTo(FixClient.limit("50"));
        assertThat(rig.rest.patch(rig.orderId("X"), "60").text()).isEqualTo("known NEW");
    }

    @Test
    void joinsARepeatedDeleteToTheFirst() {
        rig.works("X", "100");
        rig.venue.replies.shut();
        RestClient.Asked first = rig.rest.delete(rig.orderId("X"));
        RestClient.Asked second = rig.rest.delete(rig.orderId("X"));
        rig.settle();
        assertThat(first.isAnswered() || second.isAnswered()).isFalse();

        rig.venue.replies.open();

        assertThat(first.text()).isEqualTo("known CANCELED");
        assertThat(second.text()).isEqualTo("known CANCELED");
        assertThat(rig.rest.delete(rig.orderId("X")).text()).isEqualTo("known CANCELED");
        rig.calls("submit O1-1 100", "cancel O1-1");
    }

    @Test
    void cancelsAllOfTheAccountAndCountsThem() {
        rig.works("A", "100").works("B", "100").works("C", "100");
        rig.two.d("other", "5");
        rig.rows("other", "ORDER_RECEIVED", "ROUTED", "ACKNOWLEDGED");
        rig.venue.then(Step.REJECT);

        RestClient.Asked all = rig.rest.deleteAll();

        assertThat(all.text()).isEqualTo("all canceled 2 failed 1");
        assertThat(rig.venue.calls()).hasSize(4 + 3).doesNotContain("cancel O4-1");
        assertThat(rig.rest.deleteAll().text()).isEqualTo("all canceled 1 failed 0");
        assertThat(rig.rest.deleteAll().text()).isEqualTo("all canceled 0 failed 0");
    }

    @Test
    void givesEachRefusedRequestAnAnswerOfItsOwn() {
        rig.works("X", "100");
        rig.venue.arrivals.shut();
        for (int i = 1; i <= 8; i++) {
            rig.one.g("G" + i, "X", "12" + i);
        }
        assertThat(rig.rest.delete(rig.orderId("X")).text()).startsWith("request refused ALREADY_PENDING");
        rig.venue.then(Step.REJECT);
        rig.venue.arrivals.open();
        EngineRig.soon().until(() -> rig.order("X").chain().open().isEmpty());

        assertThat(rig.rest.delete(rig.orderId("X")).text()).isEqualTo("known CANCELED");
    }
}
