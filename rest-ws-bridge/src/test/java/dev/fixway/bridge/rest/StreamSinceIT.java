package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Clients that go on where they were: history, then now, without a gap.
class StreamSinceIT {
    private final StreamRig rig = new StreamRig(Map.of("STREAM_REPLAY_EVENTS_MAX", "10000"));
    private final RestFixture rest = rig.rest;
    private final ToldVenue venue = rig.venue;
    private final MemoryLedger ledger = rig.ledger;

    @BeforeEach
    void start() {
        rig.start();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private RawPeer open(String query) {
        return rig.open(query);
    }

    private static List<JsonNode> ofLedger(RawPeer peer) {
        return peer.frames().stream().filter(frame -> frame.has("order") || frame.has("trade")).toList();
    }

    /// Without what only one of two clients is told.
    private static JsonNode bare(JsonNode frame) {
        ObjectNode copy = ((ObjectNode) frame).deepCopy();
        copy.remove("sequence");
        if (copy.get("order") instanceof ObjectNode order) {
            order.remove("correlation_id");
        }
        return copy;
    }

    private static List<JsonNode> bare(List<JsonNode> frames) {
        return frames.stream().map(StreamSinceIT::bare).toList();
    }

    private void trade(int orders) {
        for (int i = 0; i < orders; i++) {
            String id = rest.submitted("S" + i);
            switch (i % 3) {
                case 0 -> venue.fill(id, "10", "1.5");
                case 1 -> {
                    venue.fill(id, "4", "1.25");
                    rest.delete("/v1/orders/" + id);
                }
                default -> venue.expire(id);
            }
        }
    }

    @Test
    void tellsHistoryAsItWasToldAtTheTimeThenPositionsAndAccount() {
        RawPeer live = open("");
        trade(9);
        await().until(() -> live.count() == 3 * 3 + 3 * 4 + 3 * 2);

        RawPeer late = open("?since=0");
        await().until(() -> late.count() >= live.count() + 1);

        assertThat(bare(ofLedger(late))).isEqualTo(bare(ofLedger(live)));
        assertThat(late.frames().subList(live.count(), late.count()))
                .allMatch(frame -> frame.has("position") || frame.has("account"))
                .anyMatch(frame -> frame.has("account"));
        assertThat(ofLedger(late)).allMatch(frame -> frame.has("sequence") == frame.has("order"));
        assertThat(live.frames()).noneMatch(frame -> frame.has("sequence"));
        trade(1);
        await().until(() -> bare(ofLedger(late)).equals(bare(ofLedger(live))) && live.count() == 30);
    }

    @Test
    void goesOnFromAnyPointWhileOrdersComeWithoutAGapOrADouble() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        CompletableFuture<Void> trading = CompletableFuture.runAsync(() -> trade(150));
        List<RawPeer> late = new ArrayList<>();
        List<Long> points = new ArrayList<>();
        while (!trading.isDone() && late.size() < 40) {
            long since = random.nextLong(ledger.headSeq() + 1);
            points.add(since);
            late.add(open("?since=" + since));
        }
        trading.join();
        RawPeer whole = open("?since=0");
        await().until(() -> ofLedger(whole).size() == 50 * 3 + 50 * 4 + 50 * 2);

        List<JsonNode> expected = ofLedger(whole);
        for (int i = 0; i < late.size(); i++) {
            RawPeer peer = late.get(i);
            List<JsonNode> rest = behind(expected, points.get(i));
            await().until(() -> ofLedger(peer).size() >= rest.size());
            assertThat(bare(ofLedger(peer))).as("seed %s since %s", seed, points.get(i)).isEqualTo(bare(rest));
        }
        assertThat(late).hasSizeGreaterThan(3);
    }

    /// The frames of the events behind a sequence; a trade belongs to the event of the order frame after it.
    private static List<JsonNode> behind(List<JsonNode> frames, long since) {
        List<JsonNode> behind = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            JsonNode end = frames.get(i).has("sequence") ? frames.get(i) : frames.get(i + 1);
            if (Long.parseLong(end.get("sequence").asString()) > since) {
                behind.add(frames.get(i));
            }
        }
        return behind;
    }

    /// History is read from the ledger, which has an event before those are told who listen.
    @Test
    void isNotToldAgainWhatItHasReadInHistory() throws InterruptedException {
        RawPeer live = open("");
        rig.feed.holdAt(EventType.ACKNOWLEDGED);
        CompletableFuture<Void> trading = CompletableFuture.runAsync(() -> trade(2));
        rig.feed.awaitHeld();

        RawPeer late = open("?since=0");
        await().until(() -> late.frames().stream().anyMatch(frame -> frame.has("account")));
        assertThat(ofLedger(late)).singleElement()
                .extracting(frame -> frame.get("event").asString())
                .isEqualTo("ORDER_CREATED");
        rig.feed.release();
        trading.join();

        await().until(() -> ofLedger(live).size() == 3 + 4);
        await().until(() -> ofLedger(late).size() >= 3 + 4);
        assertThat(bare(ofLedger(late))).isEqualTo(bare(ofLedger(live)));
    }

    @Test
    void comesBackAgainAndAgainToTheSameStory() {
        CompletableFuture<Void> trading = CompletableFuture.runAsync(() -> trade(90));
        List<JsonNode> story = new ArrayList<>();
        int wanted = 30 * 3 + 30 * 4 + 30 * 2;
        String since = "0";
        while (story.size() < wanted) {
            try (RawPeer peer = new RawPeer(rest.server.port(), "?since=" + since)) {
                int missing = wanted - story.size();
                await().until(() -> ofLedger(peer).size() >= Math.min(17, missing));
                for (JsonNode frame : ofLedger(peer)) {
                    // A trade that was cut off from its order comes again.
                    if (story.isEmpty() || !bare(story.getLast()).equals(bare(frame))) {
                        story.add(frame);
                    }
                    since = frame.has("sequence") ? frame.get("sequence").asString() : since;
                }
            }
        }
        trading.join();

        RawPeer whole = open("?since=0");
        await().until(() -> ofLedger(whole).size() == wanted);
        assertThat(bare(story)).isEqualTo(bare(ofLedger(whole)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "", "1.5", "%2B1", "99999", "9999999999999999999"})
    void refusesWhatIsNoPointOfTheLedger(String since) {
        try (RawConnection connection = rest.connect()) {
            RawConnection.Reply reply = connection
                    .write(RawStream.HANDSHAKE.replace("/v1/ws", "/v1/ws?since=" + since))
                    .read();

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).contains("\"code\":\"INVALID_VALUE\"", "\"field\":\"since\"");
        }
    }

    @Test
    void refusesWhoIsTooFarBehind() {
        long head = ledger.headSeq();
        for (int i = 0; i < 10_001; i++) {
            ledger.append(new Group(
                    List.of(LedgerEvent.of(EventType.SESSION_LOGON)
                            .at(head + i + 1)),
                    List.of(), List.of()));
        }
        try (RawConnection connection = rest.connect()) {
            RawConnection.Reply reply = connection
                    .write(RawStream.HANDSHAKE.replace("/v1/ws", "/v1/ws?since=" + head))
                    .read();

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).contains("more than 10000 events behind");
        }
        RawPeer near = open("?since=" + (head + 1));
        await().until(() -> near.count() > 0);
    }
}
