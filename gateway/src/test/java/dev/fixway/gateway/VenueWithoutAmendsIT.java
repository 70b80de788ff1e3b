package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.order.Gate;
import dev.fixway.engine.provider.Capabilities.Amends;
import dev.fixway.engine.session.FixMessage;
import dev.fixway.providers.standin.Fault.Kind;
import dev.fixway.providers.standin.Fault.On;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A venue that can neither amend (P5) nor be asked about an order, before an engine with little room.
class VenueWithoutAmendsIT extends VenueScenes {
    private static final int ROOM = 16;
    private final Gate commits = new Gate();

    @Override
    Amends amends() {
        return Amends.NO;
    }

    @Override
    Map<String, String> settings() {
        return Map.of("STAND_IN_LOOK_UP", "false", "PROVIDER_REQUEST_TIMEOUT_MS", "300", "ENGINE_INBOX_CAPACITY",
                Integer.toString(ROOM));
    }

    @Override
    Ports ports() {
        return new Ports(ledger -> new HeldLedger(ledger, commits), provider -> provider, () -> {
        });
    }

    @AfterEach
    void openGate() {
        commits.open();
    }

    @Test
    void p5RefusesAReplaceThatTheVenueCannotDo() {
        working();
        replace("Y", "X", "80");
        tells("9(Y,X) 0 2 434=2");
        cancel("Z", "X");

        tells("8(Z,X) 6/6 100/0/100 @0", "8(Z,X) 4/4 100/0/0 @0" + ASKED);
        ends("I/4 100/0/0 @0", "CANCELLED");
    }

    @Test
    void aPersonRejectsWhatTheVenueCannotTell() {
        doubted();

        assertThat(resolve("rejected")).contains("REJECTED");
        tells("8(X) 8/8 100/0/0 @0 103=0 58=by hand: asked");
        fills("30");
        tells("8(X) F/4 100/30/0 @10 32=30 31=10 58=late fill");
        ends("I/4 100/30/0 @10", "CANCELLED");
    }

    @Test
    void aPersonSaysThatItWorks() {
        doubted();

        resolve("working");
        tells(NEW);
        control.ack(route(1));
        fills("100");
        tells("8(X) F/2 100/100/0 @10 32=100 31=10");
        ends("I/2 100/100/0 @10", "FILLED");
    }

    @Test
    void aPersonSaysThatItIsCanceled() {
        doubted();

        resolve("canceled");
        tells("8(X) 4/4 100/0/0 @0 58=by hand: asked");
        ends("I/4 100/0/0 @0", "CANCELLED");
    }

    @Test
    void theVenuesOwnWordEndsDoubt() {
        doubted();

        fills("20");
        tells(NEW, "8(X) F/1 100/20/80 @10 32=20 31=10");
        await().until(() -> !inDoubt().contains(orderId));
        ends("I/1 100/20/80 @10", "PARTIALLY_FILLED");
    }

    /// An order that the venue has taken without a word.
    private void doubted() {
        faults(Kind.SILENT_NO_ACK, On.SUBMIT);
        enter(terms("100"));
        tells(RECEIVED);
        await().until(() -> inDoubt().contains(orderId));
        assertThat(fixway("orders").out()).contains(orderId, "PENDING_NEW", "order " + route(1));
    }

    private String inDoubt() {
        return fixway("orders", "--in-doubt", "--json").out();
    }

    private String resolve(String state) {
        return fixway("orders", "resolve", orderId, state, "--text", "asked").out();
    }

    @Test
    void refusesWhatItHasNoRoomFor() {
        commits.shut();
        enter(terms("100"));
        await().until(() -> commits.waiting() == 1);
        for (int i = 1; i <= ROOM; i++) {
            peer.order("D" + i, terms("100"));
        }
        for (int i = 1; i <= ROOM; i++) {
            cancel("F" + i, "X");
        }
        // Refused by the session itself at once: everything before it has been looked at.
        peer.send("35=D|11=Z");
        assertThat(peer.next().type()).isEqualTo("3");
        commits.open();

        List<String> denied = new ArrayList<>();
        while (!denied.contains(busy(ROOM))) {
            FixMessage report = peer.next();
            if ("j".equals(report.type())) {
                denied.add(report.pick(35, 372, 379, 380));
            } else if ("NONE".equals(report.find(37))) {
                denied.add(TableNotation.of(report).replaceFirst(" 58=.*", ""));
            }
        }
        // New orders leave the last fifth of the room to cancels, however many of them were refused.
        assertThat(denied).contains("8(D" + ROOM + ") 8/8 100/0/0 @0 37=NONE 103=0")
                .doesNotContain("8(D1) 8/8 100/0/0 @0 37=NONE 103=0", busy(1));
    }

    private static String busy(int cancel) {
        return "35=j|372=F|379=F" + cancel + "|380=4";
    }
}
