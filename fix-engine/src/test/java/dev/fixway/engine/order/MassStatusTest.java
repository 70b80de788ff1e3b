package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.MassStatusQuestion;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.order.Sessions.Answered;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// OrderMassStatusRequest(AF): every open order of the account once, in the order of entry, counted, in parts.
class MassStatusTest {
    private static final int MANY = 250;
    private final EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    private void enter(int orders) {
        for (int i = 1; i <= orders; i++) {
            rig.one.d("X" + i, "100");
        }
        EngineRig.soon()
                .until(() -> rig.ledger.rows()
                        .stream()
                        .filter(row -> row.type() == EventType.ACKNOWLEDGED)
                        .count() == orders);
        rig.settle();
        rig.sessions.forget();
    }

    /// `584 912 of 911` of every answer that a session got.
    private List<String> counted(String session) {
        return rig.sessions.all()
                .stream()
                .filter(sent -> sent.session().equals(session)
                        && sent.report() instanceof Report.Status(_, Report.StatusAsked.OfMany _))
                .map(sent -> (Report.StatusAsked.OfMany) ((Report.Status) sent.report()).asked())
                .map(asked -> asked.massStatusReqId() + ' ' + (asked.isLast() ? 'Y' : 'N') + " of " + asked.total())
                .toList();
    }

    private static List<String> counts(String id, int total) {
        return IntStream.rangeClosed(1, total)
                .mapToObj(i -> id + ' ' + (i == total ? 'Y' : 'N') + " of " + total)
                .toList();
    }

    @Test
    void tellsOpenOrdersOfTheAccountInTheOrderOfTheirEntry() {
        rig.works("A", "100").works("B", "100").works("C", "100");
        rig.one.f("D", "B");
        rig.tells(rig.one.session(), "8(D,B) 6/6 100/0/100 @0", "8(D,B) 4/4 100/0/0 @0");
        rig.sessions.forget();

        rig.one.af("Q");
        rig.same.af("R");
        rig.two.af("S");

        rig.tells(rig.one.session(), "8(A) I/0 100/0/100 @0", "8(C) I/0 100/0/100 @0");
        rig.tells(rig.same.session(), "8(A) I/0 100/0/100 @0", "8(C) I/0 100/0/100 @0");
        rig.tells(rig.two.session(), "8 I none of S");
        assertThat(counted(rig.one.session())).isEqualTo(counts("Q", 2));
        assertThat(counted(rig.same.session())).isEqualTo(counts("R", 2));
    }

    @Test
    void tellsThoseOfASymbolOrSide() {
        rig.works("A", "100");

        rig.one.af(new MassStatusQuestion("Q", new Symbol("AAPL"), Side.BUY));
        rig.one.af(new MassStatusQuestion("R", new Symbol("MSFT"), null));
        rig.one.af(new MassStatusQuestion("S", null, Side.SELL));

        rig.tells(rig.one.session(), "8(A) I/0 100/0/100 @0", "8 I none of R", "8 I none of S");
    }

    @Test
    void tellsManyInPartsWithOthersInBetween() {
        enter(MANY);

        rig.one.af("Q");
        rig.one.af("R");
        rig.two.h("nothing");

        EngineRig.soon().until(() -> counted(rig.one.session()).size() == 2 * MANY);
        rig.settle();
        assertThat(counted(rig.one.session()).subList(0, MANY)).isEqualTo(counts("Q", MANY));
        assertThat(counted(rig.one.session()).subList(MANY, 2 * MANY)).isEqualTo(counts("R", MANY));
        List<String> told = rig.sessions.of(rig.one.session());
        assertThat(told.subList(0, MANY)).isEqualTo(told.subList(MANY, 2 * MANY))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, MANY).mapToObj(i -> "8(X" + i + ") I/0 100/0/100 @0").toList());
        List<String> all = rig.sessions.all().stream().map(RecordedSessions.Sent::session).toList();
        assertThat(all.indexOf(rig.two.session())).isLessThan(all.lastIndexOf(rig.one.session()));
    }

    @Test
    void waitsForASessionThatTakesNoMoreAndGoesOnWhereItWas() {
        enter(3);
        rig.sessions.answers.put(rig.one.session(), Answered.FULL);
        rig.one.af("Q");
        rig.settle();
        assertThat(counted(rig.one.session())).isEmpty();

        rig.sessions.answers.remove(rig.one.session());

        EngineRig.soon().until(() -> counted(rig.one.session()).equals(counts("Q", 3)));
    }

    @Test
    void tellsASessionItsOwnOpenOrdersUnaskedHoweverManyItTakesAtATime() {
        rig.works("A", "100").works("B", "100").works("C", "100");
        rig.one.f("D", "B");
        rig.tells(rig.one.session(), "8(D,B) 6/6 100/0/100 @0", "8(D,B) 4/4 100/0/0 @0");
        rig.sessions.forget();
        rig.sessions.answers.put(rig.one.session(), Answered.FULL);

        rig.one.tellOpen();
        rig.same.tellOpen();
        rig.settle();
        assertThat(rig.sessions.all()).isEmpty();
        rig.sessions.answers.remove(rig.one.session());

        rig.tells(rig.one.session(), "8(A) I/0 100/0/100 @0", "8(C) I/0 100/0/100 @0");
        rig.tells(rig.same.session());
    }

    @Test
    void keepsEightRequestsAndRefusesMore() {
        enter(1);
        rig.sessions.answers.put(rig.one.session(), Answered.FULL);
        for (int i = 1; i <= 10; i++) {
            rig.one.af("Q" + i);
        }
        rig.tells(rig.one.session(), "j 4", "j 4");

        rig.sessions.answers.remove(rig.one.session());

        EngineRig.soon().until(() -> counted(rig.one.session()).size() == 8);
        rig.settle();
        assertThat(counted(rig.one.session())).isEqualTo(
                IntStream.rangeClosed(1, 8).mapToObj(i -> "Q" + i + " Y of 1").toList());
    }

    @Test
    void tellsAnOrderThatEndedMeanwhileAsEnded() {
        enter(2);
        rig.sessions.answers.put(rig.one.session(), Answered.FULL);
        rig.one.af("Q");
        rig.one.f("Y", "X1");
        EngineRig.soon().until(() -> rig.typesOf("X1").contains("CANCEL_ACCEPTED"));
        rig.settle();
        rig.sessions.forget();

        rig.sessions.answers.remove(rig.one.session());

        rig.tells(rig.one.session(), "8(X1) I/4 100/0/0 @0", "8(X2) I/0 100/0/100 @0");
    }

    @Test
    void tellsTheNextConnectionNothingOfWhatTheLastOneAsked() {
        enter(2);
        rig.sessions.answers.put(rig.one.session(), Answered.FULL);
        rig.one.af("Q");
        rig.settle();
        rig.sessions.happened.add(new SessionEvent(EventType.SESSION_LOGON, rig.one.session(), EngineRig.MAIN,
                "127.0.0.1", "", rig.clock.instant()));
        rig.engine.nudge();
        EngineRig.soon().until(() -> rig.types().contains("SESSION_LOGON"));
        rig.sessions.answers.remove(rig.one.session());

        rig.one.af("R");

        rig.tells(rig.one.session(), "8(X1) I/0 100/0/100 @0", "8(X2) I/0 100/0/100 @0");
        assertThat(counted(rig.one.session())).isEqualTo(counts("R", 2));
    }

    @Test
    void forgetsWhatNobodyIsThereToHear() {
        enter(2);
        rig.sessions.answers.put(rig.one.session(), Answered.NOBODY);
        rig.one.af("Q");
        rig.settle();
        rig.sessions.answers.remove(rig.one.session());

        rig.one.af("R");

        EngineRig.soon().until(() -> counted(rig.one.session()).equals(counts("R", 2)));
    }
}
