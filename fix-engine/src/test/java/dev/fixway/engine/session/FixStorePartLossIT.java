package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.ledger.SessionMark;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One file of a FIX store is gone, the others are there.
class FixStorePartLossIT extends FixServerTest {
    private static final String LIMIT = "55=X|54=1|38=1|40=2|44=1";

    /// Nothing but a logon and heartbeats was there before.
    @ParameterizedTest
    @ValueSource(strings = {"senderseqnums", "body", "header"})
    void letsTheClientInAgain(String part) throws IOException {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.send("35=1|112=x");
        peer.next(Duration.ofMillis(300));
        stop();
        Files.delete(folder.resolve("fix/store/FIX.4.4-FIXWAY-CLIENT1." + part));
        start();

        peer.logon(port());

        peer.order("A2", LIMIT);
        assertThat(peer.next(2)).extracting(m -> m.pick(150, 11)).containsExactly("150=A|11=A2", "150=0|11=A2");
    }

    /// The client asks for reports that were in it.
    @ParameterizedTest
    @ValueSource(strings = {"senderseqnums", "body", "header"})
    void skipsNoReport(String part) throws IOException {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        List<FixMessage> first = peer.next(2);
        await().atMost(Duration.ofSeconds(5)).until(() -> {
            engine.nudge();
            return engine.recovered().stream().mapToInt(SessionMark::outbound).max().orElse(0) >= 3;
        });
        peer.close();
        stop();
        Files.delete(folder.resolve("fix/store/FIX.4.4-FIXWAY-CLIENT1." + part));
        start();

        peer.forgetSilently(first.getFirst().number(34));
        peer.logon(port());

        assertThat(peer.next(2)).extracting(FixMessage::content)
                .containsExactlyElementsOf(first.stream().map(FixMessage::content).toList());
    }
}
