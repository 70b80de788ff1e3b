package dev.fixway.engine.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Keeps raw messages bounded: up to 64 KB whole, longer ones cut with a mark and the hash of the whole.
public final class RawMessage {
    /// Bytes kept of one message.
    public static final int LENGTH_MAX = 64 * 1024;

    private RawMessage() {}

    /// The bytes as text, one character a byte.
    public static String of(byte[] bytes) {
        if (bytes.length <= LENGTH_MAX) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return new String(bytes, 0, LENGTH_MAX, StandardCharsets.ISO_8859_1) + "[cut, " + bytes.length
                + " bytes, sha256="
                + sha256(bytes) + "]";
    }

    /// The text of bytes, one character a byte already.
    public static String of(String text) {
        return text.length() <= LENGTH_MAX ? text : of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
