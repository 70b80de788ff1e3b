package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.ReportCodec;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A reset of numbers right after a drain: what was handed over lately was recorded long ago.
class FixResetRepeatIT extends FixServerTest {
    private static final String LIMIT = "55=X|54=1|38=1|40=2|44=1";

    @Override
    Duration resetRepeat() {
        return Duration.ofSeconds(1);
    }

    @Test
    void repeatsWhatWasHandedOverLatelyHoweverOldItIs() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        peer.close();
        awaitLoggedOut();
        engine.cancelFromRest(1);
        Instant canceled = Instant.now();
        await().until(() -> canceled.plus(resetRepeat()).plusSeconds(2).isBefore(Instant.now()));
        peer.logon(port());
        // The drain hands 150=6 and 150=4 over now; the client dies before it reads them.
        await().atMost(Duration.ofSeconds(5)).until(() -> status("CLIENT1").cursor() >= lastReport());
        peer.close();
        awaitLoggedOut();

        peer.logonWithReset(port());

        assertThat(peer.next(Duration.ofSeconds(2))).isNotNull()
                .extracting(m -> m.pick(150, 11, 97))
                .isEqualTo("150=6|11=A1|97=Y");
        assertThat(peer.next().pick(150, 11, 97)).isEqualTo("150=4|11=A1|97=Y");
    }

    private long lastReport() {
        return engine.run(() -> engine.ledger.stream()
                .filter(row -> ReportCodec.read(row) != null)
                .mapToLong(LedgerEvent::seq)
                .max()
                .orElseThrow());
    }
}
