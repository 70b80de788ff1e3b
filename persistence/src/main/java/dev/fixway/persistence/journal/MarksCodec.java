package dev.fixway.persistence.journal;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.ProviderMark;
import dev.fixway.engine.ledger.SessionMark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The stored form of the marks of a group: counts, then each mark with its texts length-prefixed.
public final class MarksCodec {
    private static final byte[] NONE = {};

    private MarksCodec() {}

    /// What a group says about positions.
    public record Marks(List<SessionMark> sessions, List<ProviderMark> providers) {
        static final Marks EMPTY = new Marks(List.of(), List.of());
    }

    /// Empty when the group has no marks.
    public static byte[] encode(Group group) {
        if (group.sessionMarks().isEmpty() && group.providerMarks().isEmpty()) {
            return NONE;
        }
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        try {
            out.writeInt(group.sessionMarks().size());
            for (SessionMark mark : group.sessionMarks()) {
                text(out, mark.session());
                out.writeInt(mark.epoch());
                out.writeInt(mark.inbound());
                out.writeLong(mark.cursor());
                out.writeInt(mark.outbound());
                out.writeInt(mark.reserved());
            }
            out.writeInt(group.providerMarks().size());
            for (ProviderMark mark : group.providerMarks()) {
                text(out, mark.provider().value());
                text(out, mark.cursor());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes every byte", e);
        }
        return bytes.toByteArray();
    }

    public static Marks decode(byte[] bytes) {
        if (bytes.length == 0) {
            return Marks.EMPTY;
        }
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            var sessions = new ArrayList<SessionMark>();
            for (int left = in.readInt(); left > 0; left--) {
                sessions.add(new SessionMark(text(in), in.readInt(), in.readInt(), in.readLong(), in.readInt(),
                        in.readInt()));
            }
            var providers = new ArrayList<ProviderMark>();
            for (int left = in.readInt(); left > 0; left--) {
                providers.add(new ProviderMark(new ProviderId(text(in)), text(in)));
            }
            return new Marks(sessions, providers);
        } catch (IOException e) {
            throw new UncheckedIOException("the marks of a group end too early", e);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
