package dev.fixway.persistence.checkpoint;

import dev.fixway.persistence.journal.ChainPoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One signed line: what the chain was at a moment, and which checkpoint came before.
///
/// The line is ASCII, its fields one space apart, so that other tools can check it:
/// `fixway-checkpoint-1 number installation seq groups hash time keyId newKey previous signature`. The signature covers
/// every byte before the space in front of it. Binary fields are hexadecimal, keys and signatures Base64.
///
/// - `number`: from 1, without gaps
/// - `keyId`: fingerprint of the key that signed
/// - `newKey`: public key that signs from the next one on; null when the key stays
/// - `previous`: hash of the line before; zeros for the first
@SuppressWarnings("ArrayRecordComponent") // Never compared as a whole, never changed.
record Checkpoint(long number, String installation, ChainPoint point, Instant time, String keyId,
        @Nullable PublicKeyText newKey, byte[] previous) {
    static final byte[] NO_PREVIOUS = new byte[32];
    private static final String TAG = "fixway-checkpoint-1";
    private static final String NONE = "-";
    private static final int FIELDS = 11;

    /// A line as it stands in a file.
    ///
    /// - `signed`: the bytes under the signature
    /// - `hash`: what the next line names
    @SuppressWarnings("ArrayRecordComponent") // As above.
    record Line(Checkpoint checkpoint, String text, byte[] signed, byte[] signature, byte[] hash) {
        static Line of(String text) {
            int cut = text.lastIndexOf(' ');
            byte[] signature = Base64.getDecoder().decode(text.substring(cut + 1));
            // The last character has bits that mean nothing: only one way of writing them is ours.
            if (!text.endsWith(' ' + Base64.getEncoder().encodeToString(signature))) {
                throw new IllegalArgumentException("a signature is written in another way than usual");
            }
            return new Line(parse(text), text, ascii(text.substring(0, cut)), signature, sha256(ascii(text)));
        }

        boolean isSignedBy(PublicKeyText key) {
            return key.id().equals(checkpoint.keyId()) && key.verifies(signed, signature);
        }
    }

    /// The line of this checkpoint, signed; the key must be the one that it names.
    Line sign(SigningKey key) {
        HexFormat hex = HexFormat.of();
        PublicKeyText introduced = newKey;
        String text = String.join(" ", TAG, String.valueOf(number), installation, String.valueOf(point.seq()),
                String.valueOf(point.group()), hex.formatHex(point.hash()), time.toString(), keyId,
                introduced == null ? NONE : introduced.base64(), hex.formatHex(previous));
        return Line.of(text + ' ' + Base64.getEncoder().encodeToString(key.sign(ascii(text))));
    }

    /// Throws IllegalArgumentException when the text is no checkpoint.
    private static Checkpoint parse(String text) {
        List<String> fields = List.of(text.split(" ", -1));
        if (fields.size() != FIELDS || !fields.getFirst().equals(TAG)) {
            throw new IllegalArgumentException("not a checkpoint of version 1");
        }
        HexFormat hex = HexFormat.of();
        try {
            ChainPoint point = new ChainPoint(Long.parseLong(fields.get(4)), Long.parseLong(fields.get(3)),
                    hex.parseHex(fields.get(5)));
            String newKey = fields.get(8);
            return new Checkpoint(Long.parseLong(fields.get(1)), fields.get(2), point, Instant.parse(fields.get(6)),
                    fields.get(7), newKey.equals(NONE) ? null : PublicKeyText.ofBase64(newKey),
                    hex.parseHex(fields.get(9)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a checkpoint has no time", e);
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
