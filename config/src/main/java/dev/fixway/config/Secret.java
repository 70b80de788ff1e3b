package dev.fixway.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A value that must not be seen: it prints as `***`, and only [#reveal()] gives it out.
public final class Secret {

    static final String MASK = "***";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /// The value itself, for the one place that sends or compares it.
    public String reveal() {
        return value;
    }

    /// Compares in a time that does not depend on where the two differ.
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(bytes(value), bytes(candidate));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && matches(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
