package dev.fixway.bridge.stream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// One message for clients: written once, sent to all. Owned by the I/O thread once it is there.
final class Frame {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int TYPICAL_BYTES = 768;

    private final byte[] json;
    private final long sequence;
    private final @Nullable String latestOf;
    private @Nullable ByteBuffer plain;
    private @Nullable ByteBuffer sequenced;

    private final String type;

    private Frame(String type, byte[] json, long sequence, @Nullable String latestOf) {
        this.type = type;
        this.json = json;
        this.sequence = sequence;
        this.latestOf = latestOf;
    }

    /// A message that nothing takes the place of.
    ///
    /// - `members`: writes what follows `type`
    static Frame of(String type, Consumer<JsonGenerator> members) {
        return new Frame(type, write(type, members), 0, null);
    }

    /// A message that a newer one about the same may replace while it waits.
    ///
    /// - `latestOf`: what it is about
    static Frame latest(String type, String latestOf, Consumer<JsonGenerator> members) {
        return new Frame(type, write(type, members), 0, latestOf);
    }

    private static byte[] write(String type, Consumer<JsonGenerator> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("type", type);
            members.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static void time(JsonGenerator json, String name, Instant at) {
        json.writeStringProperty(name, at.toString());
    }

    /// The same message, the last one of this event of the ledger.
    Frame endOf(long eventSequence) {
        return new Frame(type, json, eventSequence, latestOf);
    }

    boolean isTrade() {
        return type.equals("trade");
    }

    /// Whether nothing that waits may be replaced by what comes after it.
    boolean isStaleness() {
        return type.equals("data_staleness");
    }

    /// What a newer message may replace; null when every one counts.
    @Nullable
    String latestOf() {
        return latestOf;
    }

    /// The bytes for the wire, to be duplicated by who moves in them.
    ///
    /// - `withSequence`: for clients that count along; an object member of its own, because a numeric `event_id` makes
    /// existing clients drop the frame
    ByteBuffer bytes(boolean withSequence) {
        if (withSequence && sequence > 0) {
            if (sequenced == null) {
                sequenced = WireFrames.text(withSequence());
            }
            return sequenced;
        }
        if (plain == null) {
            plain = WireFrames.text(json);
        }
        return plain;
    }

    private byte[] withSequence() {
        byte[] member = (",\"sequence\":\"" + sequence + "\"}").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(json, json.length - 1 + member.length);
        System.arraycopy(member, 0, all, json.length - 1, member.length);
        return all;
    }

    @Override
    public String toString() {
        return new String(json, StandardCharsets.UTF_8);
    }
}
