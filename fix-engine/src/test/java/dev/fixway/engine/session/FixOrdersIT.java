package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Command;
import dev.fixway.engine.order.OrderDesk;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Orders in, reports out, over a real socket.
class FixOrdersIT extends FixServerTest {
    private static final String LIMIT = "55=AAPL|54=1|38=10|40=2|44=9.50|59=1";

    @Test
    void fillsMarketOrder() {
        FixPeer peer = peer("CLIENT1").logon(port());

        peer.order("A1", "55=AAPL|54=1|38=10|40=1");

        assertThat(peer.next(3)).extracting(m -> m.pick(35, 150, 39, 11, 38, 14, 151, 6, 32, 31))
                .containsExactly("35=8|150=A|39=A|11=A1|38=10|14=0|151=10|6=0|32=|31=",
                        "35=8|150=0|39=0|11=A1|38=10|14=0|151=10|6=0|32=|31=",
                        "35=8|150=F|39=2|11=A1|38=10|14=10|151=0|6=10|32=10|31=10");
        peer.logout();
    }

    @Test
    void keepsDigitsAsSent() {
        FixPeer peer = peer("CLIENT1").logon(port());

        peer.order("A1", "55=BTC/USD|54=2|38=0.0100|40=4|44=65000.10|99=65000.1|59=3");

        assertThat(peer.next().pick(1, 55, 54, 38, 40, 44, 99, 59))
                .isEqualTo("1=MAIN|55=BTC/USD|54=2|38=0.0100|40=4|44=65000.10|99=65000.1|59=3");
    }

    @Test
    void cancelsAndReplaces() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);

        peer.request("G", "A2", "A1", "55=AAPL|54=1|38=20|40=2|44=9.6|59=1");
        peer.request("F", "A3", "A2", "55=AAPL|54=1");

        assertThat(peer.next(4)).extracting(m -> m.pick(35, 150, 39, 11, 41, 38, 44))
                .containsExactly(
                        "35=8|150=E|39=E|11=A2|41=A1|38=10|44=9.50", "35=8|150=5|39=0|11=A2|41=A1|38=20|44=9.6",
                        "35=8|150=6|39=6|11=A3|41=A2|38=20|44=9.6", "35=8|150=4|39=4|11=A3|41=A2|38=20|44=9.6");
    }

    @Test
    void refusesCancelOfUnknownOrder() {
        FixPeer peer = peer("CLIENT1").logon(port());

        peer.request("F", "A2", "A1", "55=AAPL|54=1");

        assertThat(peer.next().pick(35, 37, 11, 41, 39, 434, 102))
                .isEqualTo("35=9|37=NONE|11=A2|41=A1|39=8|434=1|102=1");
    }

    @Test
    void answersStatusRequests() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);

        peer.send("35=H|11=A1|55=AAPL|54=1");
        peer.send("35=H|11=A9|55=AAPL|54=1");
        peer.send("35=H|790=Q1|11=A1|55=AAPL|54=1");
        peer.send("35=H|790=Q2|11=A9|55=AAPL|54=1");

        assertThat(peer.next(4)).extracting(m -> m.pick(35, 150, 39, 11, 38, 14, 103, 790))
                .containsExactly(
                        "35=8|150=I|39=0|11=A1|38=10|14=0|103=|790=", "35=8|150=I|39=8|11=A9|38=0|14=0|103=5|790=",
                        "35=8|150=I|39=0|11=A1|38=10|14=0|103=|790=Q1",
                        "35=8|150=I|39=8|11=A9|38=0|14=0|103=5|790=Q2");
    }

    @Test
    void copiesEveryReportToDropCopy() {
        FixPeer reader = peer("DROPCOPY").logon(port());
        FixPeer peer = peer("CLIENT1").logon(port());

        peer.order("A1", "55=AAPL|54=1|38=10|40=1");

        var own = peer.next(3);
        var copies = reader.next(3);
        assertThat(copies).extracting(m -> m.pick(17, 150, 11, 797, 115))
                .containsExactlyElementsOf(
                        own.stream().map(m -> m.pick(17, 150, 11) + "|797=Y|115=CLIENT1").toList());
        reader.send("35=F|11=X|41=A1|55=AAPL|54=1|60=20260101-00:00:00");
        assertThat(reader.next().pick(35, 372, 379, 380)).isEqualTo("35=j|372=F|379=X|380=6");
    }

    @Test
    void tellsCancelFromAnotherEdgeAsUnsolicited() {
        FixPeer reader = peer("DROPCOPY").logon(port());
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        reader.next(2);

        engine.cancelFromRest(1);

        assertThat(peer.next(2)).extracting(m -> m.pick(150, 39, 11, 41, 378))
                .containsExactly("150=6|39=6|11=A1|41=|378=", "150=4|39=4|11=A1|41=|378=99");
        assertThat(reader.next(2)).extracting(m -> m.pick(150, 41))
                .containsExactly("150=6|41=A1", "150=4|41=A1");
    }

    @Test
    void answersWhatFoundNoRoom() {
        FixPeer peer = peer("CLIENT1").logon(port());
        engine.admits(OrderDesk.Admission.BUSY, true);

        peer.order("A1", LIMIT);

        assertThat(peer.next().pick(35, 150, 37, 11, 103)).isEqualTo("35=8|150=8|37=NONE|11=A1|103=0");
    }

    @Test
    void asksAgainForWhatItCouldNotTake() {
        FixPeer peer = peer("CLIENT1").logon(port());
        engine.admits(OrderDesk.Admission.UNAVAILABLE, false);

        peer.order("A1", LIMIT);

        peer.expectClosed();
        engine.admits(OrderDesk.Admission.TAKEN, true);
        peer.logon(port());
        assertThat(peer.next(2)).extracting(m -> m.pick(150, 11)).containsExactly("150=A|11=A1", "150=0|11=A1");
        assertThat(engine.commands).hasSize(1)
                .first()
                .satisfies(c -> assertThat(c.arrival().fix()).satisfies(f -> assertThat(f.possDup()).isTrue()));
    }

    @Test
    void closesWhenEvenDenialsFindNoRoom() {
        FixPeer peer = peer("CLIENT1").logon(port());
        engine.admits(OrderDesk.Admission.BUSY, false);

        peer.order("A1", LIMIT);

        peer.expectClosed();
    }

    @Test
    void keepsEvidenceOfEachCommand() {
        FixPeer peer = peer("CLIENT1").logon(port());

        peer.order("A1", LIMIT + "|58=hello");
        peer.next(2);

        assertThat(engine.commands).singleElement().isInstanceOfSatisfying(Command.EnterOrder.class, enter -> {
            assertThat(enter.arrival().raw()).contains("35=D").contains("58=hello").startsWith("8=FIX.4.4");
            assertThat(enter.arrival().remoteAddr()).contains("127.0.0.1");
            assertThat(enter.refusal()).isNull();
        });
    }

    @Test
    void sendsNothingUnasked() {
        FixPeer peer = peer("CLIENT1").logon(port());
        FixPeer other = peer("CLIENT2").logon(port());

        peer.order("A1", LIMIT);
        peer.next(2);

        assertThat(other.next(Duration.ofMillis(200))).isNull();
    }
}
