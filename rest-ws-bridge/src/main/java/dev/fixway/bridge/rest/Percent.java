package dev.fixway.bridge.rest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Percent decoding of paths and queries. A `%` without two hexadecimal digits stands for itself.
final class Percent {
    private Percent() {}

    /// A path segment; throws CharacterCodingException when the bytes are not UTF-8.
    static String decodeSegment(String raw) throws CharacterCodingException {
        return raw.indexOf('%') < 0
                ? raw
                : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(raw, false))).toString();
    }

    /// A part of a query: `+` is a blank, what is not UTF-8 is replaced.
    static String decodeQuery(String raw) {
        return raw.indexOf('%') < 0 && raw.indexOf('+') < 0
                ? raw
                : new String(bytes(raw, true), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String raw, boolean plusIsBlank) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' && i + 2 < raw.length() && isHex(raw.charAt(i + 1)) && isHex(raw.charAt(i + 2))) {
                bytes.write(Character.digit(raw.charAt(i + 1), 16) * 16 + Character.digit(raw.charAt(i + 2), 16));
                i += 2;
            } else if (c == '+' && plusIsBlank) {
                bytes.write(' ');
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isHex(char c) {
        return c < 128 && Character.digit(c, 16) >= 0;
    }
}
