package dev.fixway.bridge.rest;

/// Enum values of requests, in any letter case.
final class Spelling {
    private Spelling() {}

    /// The constant of that name; throws IllegalArgumentException when there is none.
    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        if (text.chars().allMatch(c -> c < 128)) {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(text)) {
                    return constant;
                }
            }
        }
        throw new IllegalArgumentException("unknown " + type.getSimpleName());
    }
}
