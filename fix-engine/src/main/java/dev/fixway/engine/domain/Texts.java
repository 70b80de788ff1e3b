package dev.fixway.engine.domain;

/// Bounds for text that comes from outside.
public final class Texts {
    /// Longest text that a report or ledger event carries, in characters.
    public static final int TEXT_LENGTH_MAX = 256;

    /// DEL: the first character after the printable ones.
    private static final char FIRST_BEYOND_ASCII = 0x7f;

    /// A prime beyond the distance of any two letters and digits. Not every such prime spreads well: change it with
    /// `IdsTest`.
    private static final int HASH_FACTOR = 149;

    private Texts() {}

    /// The text cut to [#TEXT_LENGTH_MAX] characters, control characters and lone surrogates replaced by `?`.
    public static String bounded(String text) {
        String cut = text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX);
        if (isClean(cut)) {
            return cut;
        }
        StringBuilder clean = new StringBuilder(cut.length());
        cut.codePoints().forEach(c -> clean.appendCodePoint(isBad(c) ? '?' : c));
        return clean.toString();
    }

    /// Whether the text has no control characters and no lone surrogates.
    public static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= FIRST_BEYOND_ASCII) {
                return text.codePoints().noneMatch(Texts::isBad);
            }
        }
        return true;
    }

    /// Whether every character is printable ASCII without blanks at the ends, as FIX ids are.
    public static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= FIRST_BEYOND_ASCII) {
                return false;
            }
        }
        return text.isEmpty() || (text.charAt(0) != ' ' && text.charAt(text.length() - 1) != ' ');
    }

    /// A hash for ids that count.
    ///
    /// [String#hashCode] multiplies by 31: of ids that count to base 36 more than half share theirs, and the bins of
    /// hash tables become lists.
    static int hash(String text) {
        int hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = hash * HASH_FACTOR + text.charAt(i);
        }
        return hash;
    }

    static String shown(String text) {
        return '"' + bounded(text.length() <= 40 ? text : text.substring(0, 40) + "…") + '"';
    }

    static String id(String kind, String text, int lengthMax) {
        if (text.isEmpty() || text.codePointCount(0, text.length()) > lengthMax || !isClean(text)) {
            throw new IllegalArgumentException(
                    kind + " must have 1 to " + lengthMax + " characters and no control characters: " + shown(text));
        }
        return text;
    }

    private static boolean isBad(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
