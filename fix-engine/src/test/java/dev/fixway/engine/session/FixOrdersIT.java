package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Orders in, reports out, over a real socket.
class FixOrdersIT extends FixServerTest {

    @Test
    void fillsMarketOrder() {
        FixPeer peer = peer("CLIENT1").logon(port());

        peer.order("A1", "55=AAPL|54=1|38=10|40=1");

        assertThat(peer.next(3)).extracting(m -> m.pick(35, 150, 39, 11, 38, 14, 151, 6, 32, 31))
                .containsExactly(
                        "35=8|150=A|39=A|11=A1|38=10|14=0|151=10|6=0|32=|31=",
                        "35=8|150=0|39=0|11=A1|38=10|14=0|151=10|6=0|32=|31=",
                        "35=8|150=F|39=2|11=A1|38=10|14=10|151=0|6=10|32=10|31=10");
        peer.logout();
    }
}
