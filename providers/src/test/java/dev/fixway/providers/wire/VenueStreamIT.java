package dev.fixway.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A stream on real sockets: what its listener hears, in one line each.
class VenueStreamIT {
    private final Diary diary = new Diary();
    private final StreamServer server = new StreamServer(0);
    private final VenueStream stream = stream(server.address());

    private VenueStream stream(URI address) {
        return new VenueStream("test", () -> address, VenueHttpIT.SETTINGS, diary);
    }

    @AfterEach
    void stop() {
        stream.close();
        server.close();
    }

    @Test
    void passesMessagesInOrderAndTellsTheEndOnce() {
        stream.start();
        soon().until(() -> server.heard().equals(List.of("hello")));
        server.send("ready");
        server.send("a");
        server.send("b");
        soon().until(() -> diary.lines.contains("b"));

        stream.close();
        stream.close();

        assertThat(diary.lines).containsExactly("open", "ready", "connected", "a", "b", "lost");
        assertThat(diary.causes).containsExactly("closed");
    }

    @Test
    void connectsAgainWheneverItIsCut() {
        stream.start();
        for (int i = 1; i <= 3; i++) {
            int times = i;
            soon().until(() -> server.heard().size() == times);
            server.send("ready");
            soon().until(() -> diary.count("connected") == times);
            server.cut();
            soon().until(() -> diary.count("lost") == times);
        }

        assertThat(diary.lines.subList(0, 8)).containsExactly("open", "ready", "connected", "lost", "attempt", "open",
                "ready", "connected");
    }

    @Test
    void noticesACutThatComesWhileTheListenerIsBusy() {
        VenueStream patient = new VenueStream("patient", server::address, VenueHttpIT.SETTINGS_PATIENT, diary);
        patient.start();
        soon().until(() -> server.heard().size() == 1);
        server.send("ready");
        server.send("wait");
        soon().until(() -> diary.lines.contains("wait"));

        server.cut();
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        diary.busy.countDown();

        soon().until(() -> diary.count("lost") == 1);
        assertThat(diary.causes).containsExactly("cut by the venue");
        patient.close();
    }

    @Test
    void tellsNoLossOfAConnectionThatNeverWasReady() {
        stream.start();
        soon().until(() -> server.heard().size() == 1);
        server.cut();
        soon().until(() -> server.heard().size() == 2);

        assertThat(diary.lines).containsExactly("open", "attempt", "open");
    }

    @Test
    void aQuietConnectionThatAnswersPingsStays() {
        stream.start();
        soon().until(() -> server.heard().size() == 1);
        server.send("ready");
        soon().until(() -> diary.count("connected") == 1);

        await().during(VenueHttpIT.SETTINGS.silenceMax().multipliedBy(3))
                .atMost(Duration.ofSeconds(10))
                .until(() -> diary.count("lost") == 0);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aConnectionWithoutASignOfLifeIsBroken() {
        stream.start();
        soon().until(() -> server.heard().size() == 1);
        server.send("ready");
        soon().until(() -> diary.count("connected") == 1);

        server.playDead(true);

        soon().until(() -> diary.count("lost") == 1);
        assertThat(diary.causes.getFirst()).startsWith("no sign of life");
    }

    @Test
    void aConnectionThatDoesNotBecomeReadyIsBroken() {
        stream.start();

        soon().until(() -> server.heard().size() == 2);
        assertThat(diary.lines).doesNotContain("connected", "lost");
    }

    @Test
    void aMessageThatIsTooLongOrThatTheListenerCannotReadBreaksIt() {
        stream.start();
        soon().until(() -> server.heard().size() == 1);
        server.send("ready");
        server.send("nonsense");
        soon().until(() -> server.heard().size() == 2);
        server.send("ready");
        server.send("x".repeat(VenueHttpIT.SETTINGS.bodyBytesMax() + 1));
        soon().until(() -> server.heard().size() == 3);

        assertThat(diary.causes).hasSize(2);
        assertThat(diary.causes.get(0)).isEqualTo("cannot be read");
        assertThat(diary.causes.get(1)).startsWith("a message is longer");
    }

    @Test
    void waitsForAVenueThatIsNotThereYet() {
        int port = server.port();
        server.close();
        VenueStream early = stream(URI.create("ws://127.0.0.1:" + port + "/stream"));
        early.start();

        try (StreamServer late = new StreamServer(port)) {
            soon().until(() -> late.heard().size() == 1);
        } finally {
            early.close();
        }
    }

    @Test
    void goesOnAfterAnAddressThatCannotBeHadAndAListenerThatFails() {
        Iterator<URI> addresses = List.of(server.address(), server.address()).iterator();
        AtomicBoolean isAsked = new AtomicBoolean();
        VenueStream stubborn = new VenueStream("stubborn", () -> {
            if (!isAsked.getAndSet(true)) {
                throw new IllegalStateException("no address yet");
            }
            return addresses.next();
        }, VenueHttpIT.SETTINGS, diary);
        stubborn.start();
        soon().until(() -> server.heard().size() == 1);
        server.send("ready");
        diary.isForgetful = true;
        server.send("b");
        soon().until(() -> diary.lines.contains("b"));
        server.cut();

        soon().until(() -> server.heard().size() == 2);
        stubborn.close();
    }

    @Test
    void tellsOnceThatItIsAwayForLongAndGoesOn() {
        int port = server.port();
        server.close();
        WireSettings normal = VenueHttpIT.SETTINGS;
        WireSettings soonAlarmed = new WireSettings(normal.connectTimeout(), normal.requestTimeout(),
                normal.bodyBytesMax(), normal.silenceMax(), normal.firstBackoff(), normal.backoffMax(),
                Duration.ofMillis(50));
        VenueStream away = new VenueStream("away", () -> URI.create("ws://127.0.0.1:" + port + "/stream"), soonAlarmed,
                diary);
        away.start();

        soon().until(() -> diary.count("attempt") >= 10);
        assertThat(diary.count("away")).isEqualTo(1);
        try (StreamServer late = new StreamServer(port)) {
            soon().until(() -> late.heard().size() == 1);
        } finally {
            away.close();
        }
    }

    @Test
    void tellsARefusalOnceAndAsksAgain() {
        stream.start();
        for (int i = 1; i <= 3; i++) {
            int times = i;
            soon().until(() -> server.heard().size() == times);
            server.send("refuse");
        }
        soon().until(() -> server.heard().size() == 4);

        assertThat(diary.lines).containsExactly("open", "refuse", "refused", "attempt", "open", "refuse", "attempt",
                "open", "refuse", "attempt", "open");
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(10));
    }

    /// Writes down what it hears; `ready` makes it so, `wait` keeps it busy, `nonsense` it cannot read.
    private static final class Diary implements StreamListener {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final List<String> causes = new CopyOnWriteArrayList<>();
        private volatile boolean isForgetful;
        private final CountDownLatch busy = new CountDownLatch(1);

        private long count(String line) {
            return lines.stream().filter(line::equals).count();
        }

        @Override
        public void onOpen(StreamLink link) {
            lines.add("open");
            link.send("hello");
        }

        @Override
        public void onText(StreamLink link, String text) {
            lines.add(text);
            if (text.equals("ready")) {
                link.ready();
            } else if (text.equals("wait")) {
                Awaitility.await().until(() -> busy.getCount() == 0);
            } else if (text.equals("refuse")) {
                throw new StreamRefusal("not you");
            } else if (text.equals("nonsense")) {
                throw new IllegalArgumentException("cannot be read");
            }
        }

        @Override
        public void onAttempt() {
            lines.add("attempt");
        }

        @Override
        public void onAway(String cause, boolean isRefused) {
            lines.add(isRefused ? "refused" : "away");
        }

        @Override
        public void onConnected(Duration gap) {
            lines.add("connected");
        }

        @Override
        public void onLost(String cause) {
            lines.add("lost");
            causes.add(cause);
            if (isForgetful) {
                throw new IllegalStateException("cannot hear of losses");
            }
        }
    }
}
