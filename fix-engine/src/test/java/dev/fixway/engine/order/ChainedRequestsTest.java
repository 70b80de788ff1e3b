package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.order.FixClient.Sent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A client that does not wait for answers: each request names the one before, and the first is refused.
class ChainedRequestsTest {
    private final EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    private void refusedAtOnce(String clOrdId, String origClOrdId) {
        rig.one.send(rig.one.replace(clOrdId, origClOrdId, "110",
                rig.one.arrival("G", Sent.POSS_DUP, rig.clock.instant().minusSeconds(3600))));
    }

    private static String tooLate(String clOrdId, String current) {
        return "9(%s,%s) 0 99 434=2 58=resent and first sent more than 30000 ms ago".formatted(clOrdId, current);
    }

    private static String notAccepted(String clOrdId, String current) {
        return "9(%s,%s) 0 1 434=2 58=OrigClOrdID(41) is not the last accepted id".formatted(clOrdId, current);
    }

    @Test
    void areRefusedForTheirOrderInTheirTurnWithoutTheLedger() {
        rig.works("X", "100");
        rig.ledger.reads.shut();

        refusedAtOnce("A", "X");
        rig.one.g("B", "A", "120");
        rig.one.g("C", "B", "130");
        rig.one.g("D", "X", "140");

        rig.tells(rig.one.session(), tooLate("A", "X"), notAccepted("B", "X"), notAccepted("C", "X"),
                "8(D,X) E/E 100/0/100 @0", "8(D,X) 5/0 140/0/140 @0");
        rig.calls("submit O1-1 100", "replace O1-1 140");
    }

    @Test
    void areRefusedForTheirOrderBehindAStart() {
        rig.works("X", "100");
        refusedAtOnce("A", "X");
        rig.tells(rig.one.session(), tooLate("A", "X"));
        rig.restart();
        rig.sessions.forget();
        rig.ledger.reads.shut();

        rig.one.g("B", "A", "120");

        rig.tells(rig.one.session(), notAccepted("B", "X"));
    }

    @Test
    void leaveAnOrderFoundByTheIdThatItGoesBy() {
        rig.works("X", "100");
        rig.one.g("B", "X", "120");
        rig.tells(rig.one.session(), "8(B,X) E/E 100/0/100 @0", "8(B,X) 5/0 120/0/120 @0");
        for (int i = 0; i < 100; i++) {
            refusedAtOnce("R" + i, "B");
        }
        rig.settle();
        rig.sessions.forget();
        rig.ledger.reads.shut();

        rig.one.g("C", "R99", "130");
        rig.one.g("D", "B", "140");

        rig.tells(rig.one.session(), notAccepted("C", "B"), "8(D,B) E/E 120/0/120 @0", "8(D,B) 5/0 140/0/140 @0");
        assertThat(rig.order("X").chain().settled()).hasSizeLessThan(20);
    }
}
