package dev.fixway.engine.codec;

/// Looks into the text of a message without parsing the whole of it.
public final class StoredMessage {
    private static final char SOH = '\u0001';

    private StoredMessage() {}

    /// The first value of a field; empty when the message has none.
    public static String field(String message, int tag) {
        String prefix = SOH + Integer.toString(tag) + '=';
        int at = message.indexOf(prefix);
        if (at < 0) {
            return "";
        }
        int from = at + prefix.length();
        int end = message.indexOf(SOH, from);
        return message.substring(from, end < 0 ? message.length() : end);
    }
}
