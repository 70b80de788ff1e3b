package dev.fixway.bridge.stream;

import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells when a venue is lost and back, each once and in pairs, and between them that it is away for long. Back means
/// reconciled. Owned by the I/O thread.
final class VenueFrames {
    private final Map<String, Instant> lostSince = new HashMap<>();

    /// The frame of an event of a venue's connection; null when there is nothing to tell.
    @Nullable
    Frame of(LedgerEvent row, String platform) {
        Instant at = Instant.parse(row.text(LedgerField.RECORDED_AT));
        if (row.type() == EventType.PROVIDER_LOST) {
            return lost(platform, at);
        }
        if (row.type() == EventType.PROVIDER_RECONCILED) {
            return back(platform, at);
        }
        if (row.type() == EventType.PROVIDER_AWAY && isLost(platform)) {
            return failed(platform, row.get(LedgerField.REASON_TEXT), at);
        }
        return null;
    }

    /// It has been lost for long. Unlike in the reference attempts go on: BROKER_RECONNECTED may still follow.
    private static Frame failed(String platform, @Nullable String cause, Instant at) {
        return Frame.of("connection", json -> {
            json.writeStringProperty("event", "BROKER_CONNECTION_FAILED");
            if (cause != null) {
                json.writeStringProperty("error", cause);
            }
            json.writeStringProperty("broker", platform);
            Frame.time(json, "timestamp", at);
        });
    }

    /// A venue is lost; null when that is known.
    @Nullable
    Frame lost(String platform, Instant at) {
        if (lostSince.putIfAbsent(platform, at) != null) {
            return null;
        }
        return connection("BROKER_DISCONNECTED", platform, null, at);
    }

    private @Nullable Frame back(String platform, Instant at) {
        Instant since = lostSince.remove(platform);
        return since == null
                ? null
                : connection("BROKER_RECONNECTED", platform, Math.max(0, Duration.between(since, at).toMillis()), at);
    }

    boolean isLost(String platform) {
        return lostSince.containsKey(platform);
    }

    /// With the last client goes the memory: who comes later has heard of no loss.
    void forget() {
        lostSince.clear();
    }

    private static Frame connection(String event, String platform, @Nullable Long gapMillis, Instant at) {
        return Frame.of("connection", json -> {
            json.writeStringProperty("event", event);
            json.writeStringProperty("broker", platform);
            if (gapMillis != null) {
                json.writeNumberProperty("gap_duration_ms", gapMillis);
            }
            Frame.time(json, "timestamp", at);
        });
    }

    /// The gateway ends.
    static Frame disconnecting(Instant at) {
        return Frame.of("connection", json -> {
            json.writeStringProperty("event", "DISCONNECTING");
            Frame.time(json, "timestamp", at);
        });
    }
}
