package dev.fixway.bridge.auth;

import dev.fixway.config.Secret;
import org.jspecify.annotations.Nullable;

/// Compares the credentials of a request with one key, in a time that does not tell where they differ.
///
/// - `Authorization: Bearer <key>` wins, once it holds a token; then `X-API-Key: <key>`
/// - without a configured key everybody passes
public final class KeyCheck {
    private static final String BEARER = "Bearer ";

    private final @Nullable Secret key;

    public KeyCheck(@Nullable Secret key) {
        this.key = key;
    }

    /// What the credentials of a request are worth.
    public enum Verdict {
        ACCEPTED,
        MISSING,
        DIFFERENT
    }

    /// Judges the first line of each header; null means absent.
    public Verdict check(@Nullable String authorization, @Nullable String apiKey) {
        if (key == null) {
            return Verdict.ACCEPTED;
        }
        String presented = bearer(authorization);
        if (presented.isEmpty()) {
            presented = readable(apiKey);
        }
        if (presented.isEmpty()) {
            return Verdict.MISSING;
        }
        return key.matches(presented) ? Verdict.ACCEPTED : Verdict.DIFFERENT;
    }

    private static String bearer(@Nullable String authorization) {
        return authorization == null || !authorization.startsWith(BEARER)
                ? ""
                : readable(authorization.substring(BEARER.length()));
    }

    private static String readable(@Nullable String value) {
        return value == null || value.chars().anyMatch(c -> c > '~') ? "" : value.strip();
    }
}
