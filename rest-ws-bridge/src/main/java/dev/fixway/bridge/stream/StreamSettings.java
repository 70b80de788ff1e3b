package dev.fixway.bridge.stream;

import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import java.util.List;

/// What clients of the stream get, and what one of them may take.
///
/// - `queueFramesMax`, `queueBytesMax`: what may wait for its socket before it is closed
/// - `replayEventsMax`: how far back it may begin
public record StreamSettings(Subscriptions subscriptions, int queueFramesMax, int queueBytesMax,
        int replayEventsMax) {
    private static final Setting<Subscriptions> SUBSCRIPTIONS = Setting
            .text("SUBSCRIPTIONS", "[]",
                    "What WebSocket clients get: a JSON array of {platform, instrument, events}; empty means everything.")
            .emptyMeansUnset()
            .as("a JSON array of {\"platform\", \"instrument\", \"events\"}", Subscriptions::parse);
    private static final Setting<Integer> QUEUE_FRAMES = Setting.integer("STREAM_QUEUE_FRAMES_MAX", "frames", 1_024, 16,
            1_000_000, "Order, trade and error frames that may wait for a WebSocket client before it is closed.");
    private static final Setting<Integer> QUEUE_BYTES = Setting.integer("STREAM_QUEUE_BYTES_MAX", "bytes", 4_194_304,
            262_144, 1_073_741_824, "Bytes of them that may wait for a WebSocket client before it is closed.");

    private static final Setting<Integer> REPLAY_EVENTS = Setting.integer("STREAM_REPLAY_EVENTS_MAX", "events", 100_000,
            1,
            100_000_000,
            "Events of the ledger that a WebSocket client may be behind when it asks to go on with `since`.");

    /// Every setting of the stream.
    public static List<Setting<?>> all() {
        return List.of(SUBSCRIPTIONS, QUEUE_FRAMES, QUEUE_BYTES, REPLAY_EVENTS);
    }

    public static StreamSettings read(Environment environment) {
        return new StreamSettings(environment.get(SUBSCRIPTIONS), environment.get(QUEUE_FRAMES),
                environment.get(QUEUE_BYTES), environment.get(REPLAY_EVENTS));
    }
}
