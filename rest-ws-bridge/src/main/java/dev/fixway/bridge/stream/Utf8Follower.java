package dev.fixway.bridge.stream;

/// Follows bytes that come in pieces and tells whether they are UTF-8: shortest forms, no surrogates, up to U+10FFFF.
final class Utf8Follower {
    private int left;
    private int lower;
    private int upper;

    /// Takes the next byte; false when no UTF-8 goes on like that.
    boolean take(int b) {
        if (left == 0) {
            return b < 0x80 || lead(b);
        }
        if (b < lower || b > upper) {
            return false;
        }
        left--;
        lower = 0x80;
        upper = 0xBF;
        return true;
    }

    private boolean lead(int b) {
        lower = 0x80;
        upper = 0xBF;
        if (b >= 0xC2 && b <= 0xDF) {
            left = 1;
        } else if (b >= 0xE0 && b <= 0xEF) {
            left = 2;
            lower = b == 0xE0 ? 0xA0 : 0x80;
            upper = b == 0xED ? 0x9F : 0xBF;
        } else if (b >= 0xF0 && b <= 0xF4) {
            left = 3;
            lower = b == 0xF0 ? 0x90 : 0x80;
            upper = b == 0xF4 ? 0x8F : 0xBF;
        }
        return left > 0;
    }

    /// Whether no character is half told.
    boolean isWhole() {
        return left == 0;
    }

    /// Begins anew.
    void reset() {
        left = 0;
    }
}
