package dev.fixway.engine.codec;

/// Looks into the text of a message without parsing the whole of it.
public final class StoredMessage {
    private static final char SOH = '\u0001';
    private static final int TRAILER_LENGTH = 7;

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

    /// Whether BodyLength(9) and CheckSum(10) hold: a record that a crash has torn may run into the one behind it.
    public static boolean isWhole(String message) {
        int trailer = message.length() - TRAILER_LENGTH;
        int body = message.indexOf(SOH, message.indexOf(SOH) + 1) + 1;
        if (body < 1 || trailer < body || !message.startsWith("10=", trailer)
                || !field(message, 9).equals(Integer.toString(trailer - body))) {
            return false;
        }
        return message.substring(trailer + 3, trailer + 6).equals(checkSum(message.substring(0, trailer)));
    }

    /// The value of CheckSum(10) for everything before it.
    public static String checkSum(String beforeTrailer) {
        int sum = 0;
        for (int i = 0; i < beforeTrailer.length(); i++) {
            sum += beforeTrailer.charAt(i);
        }
        return Integer.toString(1000 + (sum & 0xFF)).substring(1);
    }
}
