package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A Logon(A) that QuickFIX/J itself refuses, before anybody looks at its credentials: it uses up no number.
class FixRefusedLogonIT extends FixServerTest {
    private static final char SOH = '\u0001';
    private static final String LIMIT = "55=X|54=1|38=1|40=2|44=1";

    @Override
    String sessionsText() {
        return SessionsFile.DEFAULT_TEXT.replace("TargetCompID=CLIENT1", """
                TargetCompID=CLIENT1
                Username=alice
                PasswordEnv=CLIENT1_PASSWORD""");
    }

    /// Its clock is wrong; it has a field too many; one is missing; one is there twice.
    @ParameterizedTest
    @ValueSource(strings = {"52=OLD|98=0|108=30", "52=NOW|98=0|108=30|9999=1", "52=NOW|98=0",
            "52=NOW|98=0|108=30|108=30"})
    void letsTheClientInWithItsNumber(String refused) {
        refusedLogon(1, refused);
        FixPeer peer = withPassword().logon(port());

        peer.order("A1", LIMIT);
        assertThat(peer.next().pick(150, 11)).isEqualTo("150=A|11=A1");
    }

    /// An order was lost on the way; the next Logon of its client is refused, the one after that is good.
    @ParameterizedTest
    @ValueSource(strings = {"52=OLD|98=0|108=30", "52=NOW|98=0|108=30|9999=1"})
    void asksForAnOrderThatWasLostBeforeIt(String refused) {
        FixPeer peer = withPassword().logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        peer.lose("35=D|11=A2|60=20261123-00:00:00|" + LIMIT);
        peer.close();
        awaitLoggedOut();
        refusedLogon(peer.nextOut(), refused);
        peer.lose("35=A");

        peer.logon(port());
        peer.order("A3", LIMIT);

        assertThat(peer.next(2)).extracting(m -> m.pick(150, 11)).containsExactly("150=A|11=A2", "150=0|11=A2");
    }

    /// In one piece behind a Logon that is refused: a SequenceReset(4), a Reject(3).
    @ParameterizedTest
    @ValueSource(strings = {"52=OLD|98=0|108=30", "52=NOW|98=0|108=30|553=alice|554=wrong"})
    void takesNothingBehindIt(String refused) {
        FixPeer stranger = peer("CLIENT1").connect(port());
        String first = text("35=A|49=CLIENT1|56=FIXWAY|34=1|" + refused + "|");
        String second = text("35=4|49=CLIENT1|56=FIXWAY|34=1|52=NOW|36=5000|");
        String third = text("35=3|49=CLIENT1|56=FIXWAY|34=1|52=NOW|45=1|");
        stranger.sendRaw((framed(first) + framed(second) + framed(third))
                .getBytes(StandardCharsets.ISO_8859_1));
        stranger.expectClosed();
        FixPeer peer = withPassword().logon(port());

        peer.order("A1", LIMIT);
        assertThat(peer.next().pick(150, 11)).isEqualTo("150=A|11=A1");
    }

    private static String framed(String body) {
        return new String(FixFrames.framed(body), StandardCharsets.ISO_8859_1);
    }

    private static String text(String text) {
        return text.replace("OLD", FixPeer.TIME.format(Instant.now().minusSeconds(3_600)))
                .replace("NOW", FixPeer.TIME.format(Instant.now()))
                .replace('|', SOH);
    }

    private void refusedLogon(int number, String fields) {
        FixPeer refused = peer("CLIENT1").connect(port());
        refused.sendRaw(FixFrames.framed(text("35=A|49=CLIENT1|56=FIXWAY|34=" + number + "|" + fields + "|")));
        refused.expectClosed();
    }
}
