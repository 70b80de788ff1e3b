package dev.fixway.engine.codec;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes Password(554), NewPassword(925) and RawData(96) out of text that is kept: each character becomes a `*`, so
/// BodyLength(9) and RawDataLength(95) stay true, and CheckSum(10) is computed again.
public final class Secrets {
    private static final char SOH = '\u0001';
    private static final Set<String> TAGS = Set.of("554", "925", "96");
    private static final List<String> BEGINS = TAGS.stream().map(tag -> SOH + tag + '=').toList();
    private static final Pattern HINT = Pattern.compile("(^|[^0-9])(554|925|96)=");
    private static final Pattern LOOSE = Pattern.compile("(?<![0-9])(554|925|96)=[^\\u0001|,;\\s]+");
    private static final Pattern FAULT = Pattern.compile("field=(554|925|96)\\b.*", Pattern.DOTALL);
    private static final String BEGIN = "8=FIX";

    private Secrets() {}

    /// A message as it may be kept; the same text when it holds no secret.
    public static String masked(String message) {
        if (!mayHoldSecret(message)) {
            return message;
        }
        StringBuilder out = new StringBuilder(message);
        int end = maskFields(out, 0);
        sealChecksum(out, end);
        return out.toString();
    }

    /// Whether a field of ours begins somewhere; much cheaper than a pattern, and every message is looked at.
    private static boolean mayHoldSecret(String message) {
        for (String begin : BEGINS) {
            if (message.contains(begin) || message.startsWith(begin.substring(1))) {
                return true;
            }
        }
        return false;
    }

    /// A line of prose that may quote a message or a value.
    public static String maskedProse(String text) {
        String cut = FAULT.matcher(text).replaceFirst("field=$1 value=***");
        if (!HINT.matcher(cut).find()) {
            return cut;
        }
        StringBuilder out = new StringBuilder(cut);
        for (int at = out.indexOf(BEGIN); at >= 0; at = out.indexOf(BEGIN, at + 1)) {
            maskFields(out, at);
        }
        return LOOSE.matcher(out).replaceAll(found -> found.group(1) + "=***");
    }

    /// Masks from the message's begin on; answers the index of CheckSum(10), the end of the text without one.
    private static int maskFields(StringBuilder out, int begin) {
        int at = begin;
        int dataLength = -1;
        while (at < out.length()) {
            int equals = out.indexOf("=", at);
            if (equals < 0) {
                return out.length();
            }
            String tag = out.substring(at, equals);
            int end = end(out, equals + 1, "96".equals(tag) ? dataLength : -1);
            if ("10".equals(tag)) {
                return at;
            }
            if (TAGS.contains(tag)) {
                out.replace(equals + 1, end, "*".repeat(end - equals - 1));
            }
            dataLength = "95".equals(tag) ? length(out.substring(equals + 1, end)) : -1;
            at = end + 1;
        }
        return out.length();
    }

    private static int end(StringBuilder out, int from, int dataLength) {
        if (dataLength >= 0 && from + dataLength < out.length() && out.charAt(from + dataLength) == SOH) {
            return from + dataLength;
        }
        int end = out.indexOf(String.valueOf(SOH), from);
        return end < 0 ? out.length() : end;
    }

    private static int length(String digits) {
        boolean isNumber = !digits.isEmpty() && digits.length() < 9 && digits.chars().allMatch(Character::isDigit);
        return isNumber ? Integer.parseInt(digits) : -1;
    }

    private static void sealChecksum(StringBuilder out, int at) {
        if (out.length() - at < 6) {
            return;
        }
        int sum = 0;
        for (int i = 0; i < at; i++) {
            sum += out.charAt(i);
        }
        String digits = Integer.toString(1000 + (sum & 0xFF)).substring(1);
        out.replace(at + 3, at + 6, digits);
    }
}
