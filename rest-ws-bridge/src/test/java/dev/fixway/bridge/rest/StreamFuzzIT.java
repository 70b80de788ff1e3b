package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Frames with random faults: answered with pongs and closes at most, and nobody else notices.
class StreamFuzzIT {
    private static final int ROUNDS = Boolean.getBoolean("fixway.soak") ? 100_000 : 500;
    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    @Test
    void answersNothingButPongsAndCloses() {
        long seed = Long.getLong("fixway.seed", new Random().nextLong());
        Random random = new Random(seed);
        try (RawStream witness = new RawStream(rest.server.port())) {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] bytes = mutated(random);
                for (RawStream.Received frame : answers(bytes)) {
                    assertThat(frame.first()).as("seed %s round %s", seed, round)
                            .isIn(RawStream.PONG, RawStream.CLOSE);
                }
                RawStream.Received pong = witness.write(RawStream.frame(RawStream.PING, "w" + round)).read();
                assertThat(pong.text()).as("seed %s round %s", seed, round).isEqualTo("w" + round);
            }
            await().until(() -> rest.stream.clients() == 1);
        }
    }

    private List<RawStream.Received> answers(byte[] bytes) {
        try (RawStream stream = new RawStream(rest.server.port())) {
            try {
                stream.write(bytes);
            } catch (UncheckedIOException _) {
                // Dropped already.
            }
            return stream.finish();
        }
    }

    private static byte[] mutated(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            bytes.writeBytes(switch (random.nextInt(6)) {
                case 0 -> RawStream.frame(RawStream.TEXT, "{\"type\":\"event_ack\",\"events_processed\":[]}");
                case 1 -> RawStream.frame(RawStream.PING, "p".repeat(random.nextInt(126)));
                case 2 -> RawStream.closing(random.nextInt(6_000), "bye \u20AC");
                case 3 -> RawStream.frame(0x01, "part");
                case 4 -> RawStream.frame(0x80, "rest");
                default -> RawStream.frame(random.nextInt(256), "\u20AC".repeat(random.nextInt(200)));
            });
        }
        byte[] all = bytes.toByteArray();
        for (int i = random.nextInt(4); i > 0; i--) {
            all[random.nextInt(all.length)] = (byte) random.nextInt(256);
        }
        return all;
    }
}
