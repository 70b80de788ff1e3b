package dev.fixway.engine.reconcile;

import dev.fixway.engine.replay.TagValues;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One side of a pair: a message in a log, or what the ledger says that it should be.
///
/// - `seq`: of the event in the ledger, 0 for a message of a log
/// - `where`: in the log, empty for the ledger
/// - `isMarked`: the message says itself that it may be a repeat
record Leg(Kind kind, String session, String key, long seq, String where, boolean isMarked, boolean isDamaged,
        TagValues fields) {

    /// What is compared with what.
    enum Kind {
        REPORT('R'),
        REQUEST('Q'),
        // A report once more, for the life of its order.
        LIFE('L');

        private final char code;

        Kind(char code) {
            this.code = code;
        }

        private static Kind of(int code) throws IOException {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IOException("a temporary file of the comparison is damaged");
        }
    }

    boolean isLogged() {
        return seq == 0;
    }

    /// What both sides of a pair have in common.
    String pair() {
        return kind + " " + session + ' ' + key;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(kind.code);
        out.writeUTF(session);
        put(out, key);
        out.writeLong(seq);
        out.writeUTF(where);
        out.writeBoolean(isMarked);
        out.writeBoolean(isDamaged);
        put(out, fields.wire());
    }

    static @Nullable Leg read(DataInputStream in) throws IOException {
        int kind = in.read();
        if (kind < 0) {
            return null;
        }
        try {
            return new Leg(Kind.of(kind), in.readUTF(), text(in), in.readLong(), in.readUTF(), in.readBoolean(),
                    in.readBoolean(), TagValues.of(text(in)));
        } catch (EOFException e) {
            throw new IOException("a temporary file of the comparison is cut", e);
        }
    }

    private static void put(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
