package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.OrderId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Nothing leaves before its commit; then calls are made, and reports go before answers.
class WriteAheadTest {
    private final EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void holdsReportsAnswersAndCallsUntilTheCommit() {
        rig.works("X", "100");
        rig.ledger.commits.shut();
        rig.rest.post("R", "5");
        soon().until(() -> rig.ledger.commits.waiting() == 1);
        RestClient.Asked found = rig.rest.delete(OrderId.of("T3ST", 1));
        rig.one.f("Y", "X");
        rig.one.h("X");
        rig.one.f("Z", "unknown");
        rig.one.d("X", "100");

        assertThat(rig.deeds).isEmpty();
        assertThat(found.isAnswered()).isFalse();

        rig.ledger.commits.open();
        soon().until(() -> rig.venue.calls().contains("cancel O1-1"));
        rig.settle();
        List<String> told = rig.deeds.stream().filter(deed -> !deed.startsWith("call ")).toList();
        assertThat(told.getFirst()).isEqualTo("report 8(R) A/A 5/0/5 @0");
        assertThat(told).containsSubsequence("report 9(Z,unknown) 8 1 37=NONE 434=1 58=unknown order",
                "report 8(X) 8/6 100/0/100 @0 103=6 58=ClOrdID(11) was used before");
    }

    @Test
    void callsTheVenueWhileOthersAreStillToBeTold() {
        rig.sessions.tellings.shut();

        rig.one.d("X", "100");
        soon().until(() -> rig.sessions.tellings.waiting() == 1);
        soon().until(() -> rig.deeds.contains("call submit O1-1 100"));
        assertThat(rig.deeds).hasSize(1);

        rig.sessions.tellings.open();
        rig.tells(rig.one.session(), "8(X) A/A 100/0/100 @0", "8(X) 0/0 100/0/100 @0");
    }

    @Test
    void startsTheCallsOfAGroupTogether() {
        rig.ledger.commits.shut();
        rig.one.d("X1", "100");
        soon().until(() -> rig.ledger.commits.waiting() == 1);
        rig.one.d("X2", "100");
        rig.one.d("X3", "100");
        rig.one.d("X4", "100");
        assertThat(rig.venue.log.startedTogether()).isEmpty();

        rig.ledger.commits.open();

        soon().untilAsserted(() -> assertThat(rig.venue.calls()).hasSize(4));
        assertThat(rig.venue.log.startedTogether()).containsExactly(1, 3);
    }

    @Test
    void releasesAGroupAsReportsThenAnswers() {
        rig.works("X", "100");
        rig.ledger.commits.shut();
        rig.rest.post("R1", "1");
        soon().until(() -> rig.ledger.commits.waiting() == 1);
        rig.rest.post("R2", "2");
        rig.rest.deleteAll();
        rig.one.d("X", "100");
        rig.rest.post("R2", "3");
        rig.deeds.clear();
        rig.venue.arrivals.shut();

        rig.ledger.commits.open();

        int answer = index("answer refused DUPLICATE_CL_ORD_ID");
        int lastReport = rig.deeds.lastIndexOf("report 8(X) 8/6 100/0/100 @0 103=6 58=ClOrdID(11) was used before");
        assertThat(lastReport).isBetween(1, answer);
    }

    /// Where it is among the deeds, as soon as it is.
    private int index(String deed) {
        soon().untilAsserted(() -> assertThat(rig.deeds).contains(deed));
        return rig.deeds.indexOf(deed);
    }

    @Test
    void tellsAStatusThatIsNotOlderThanTheReportsBeforeIt() {
        rig.works("X", "100");
        rig.ledger.commits.shut();
        rig.rest.post("R", "1");
        soon().until(() -> rig.ledger.commits.waiting() == 1);
        rig.one.h("X");
        rig.venue.fill(rig.route("X"), "40");

        rig.ledger.commits.open();

        rig.tells(rig.one.session(), "8(X) F/1 100/40/60 @10 32=40 31=10", "8(X) I/1 100/40/60 @10");
    }

    @Test
    void recordsTheRouteBeforeTheCall() {
        rig.venue.arrivals.shut();

        rig.one.d("X", "100");

        rig.calls("submit O1-1 100");
        assertThat(rig.typesOf("X")).containsExactly("ORDER_RECEIVED", "ROUTED");
    }

    @Test
    void givesDropCopyEveryReport() {
        rig.works("X", "100");

        rig.one.f("Y", "X");

        rig.tells(rig.one.session(), "8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0");
        rig.tells(EngineRig.DROP_COPY, "8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0");
    }
}
