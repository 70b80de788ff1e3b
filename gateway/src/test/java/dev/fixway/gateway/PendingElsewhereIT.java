package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.providers.standin.Fault;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// REST cancels what a FIX session has entered, and a fill is faster.
class PendingElsewhereIT extends VenueScenes {

    @Test
    void isToldToTheEndAndReplaysWithoutBreaks() {
        working();
        holds(Fault.On.CANCEL, 1);
        CompletableFuture<TestGateway.Answer> canceled = gateway.deleteLater("/v1/orders/" + orderId);
        tells("8(X) 6/6 100/0/100 @0");
        awaitHeld(1);

        fills("100");

        tells("8(X) F/6 100/100/0 @10 32=100 31=10", "8(X) I/2 100/100/0 @10 58=the pending cancel was refused");
        refuses("too_late");
        assertThat(canceled.join().status()).isEqualTo(400);
        ends("I/2 100/100/0 @10", "FILLED");
        peer.logout();
        gateway.close();

        Ran replay = fixway("replay", folder.resolve("data/fix/log").toString());

        assertThat(replay.out()).contains("no breaks");
        assertThat(replay.code()).isZero();
        openGateway();
        gateway.logon(peer);
    }
}
