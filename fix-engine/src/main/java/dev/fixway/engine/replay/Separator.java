package dev.fixway.engine.replay;

import org.jspecify.annotations.Nullable;

/// What stands between the fields of a message: SOH on the wire, other text in logs that were made for people.
enum Separator {
    SOH("\u0001"),
    BAR("|"),
    CARET("^A"),
    TAG("<SOH>"),
    HEX("\\x01"),
    UNICODE("\\u0001");

    private final String text;

    Separator(String text) {
        this.text = text;
    }

    int length() {
        return text.length();
    }

    /// Whether it stands at this place.
    boolean isAt(byte[] log, int at, int end) {
        if (end - at < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (log[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Where it stands next; -1 when nowhere before the end.
    int find(byte[] log, int from, int end) {
        for (int at = from; at <= end - text.length(); at++) {
            if (isAt(log, at, end)) {
                return at;
            }
        }
        return -1;
    }

    /// The one that stands at this place; null when there is none.
    static @Nullable Separator at(byte[] log, int at, int end) {
        for (Separator separator : values()) {
            if (separator.isAt(log, at, end)) {
                return separator;
            }
        }
        return null;
    }
}
