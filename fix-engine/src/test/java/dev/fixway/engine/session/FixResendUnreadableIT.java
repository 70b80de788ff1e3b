package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A ResendRequest(2) while the store cannot be read: a report must not be gap-filled over.
class FixResendUnreadableIT extends FixServerTest {
    private static final String LIMIT = "55=X|54=1|38=1|40=2|44=1";

    @Test
    void skipsNoReportWhileItsFileCannotBeOpened() throws IOException {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.order("A2", LIMIT);
        List<FixMessage> first = peer.next(4);
        Path body = folder.resolve("fix/store/FIX.4.4-FIXWAY-CLIENT1.body");
        Path away = folder.resolve("away");
        // As with too many open files.
        Files.move(body, away);

        peer.forget(first.getFirst().number(34));
        assertThat(peer.next(Duration.ofMillis(1_500))).isNull();
        Files.move(away, body);

        assertThat(peer.next(4)).extracting(FixMessage::content)
                .containsExactlyElementsOf(first.stream().map(FixMessage::content).toList());
    }
}
