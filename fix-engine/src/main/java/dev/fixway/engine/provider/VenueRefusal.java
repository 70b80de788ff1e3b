package dev.fixway.engine.provider;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A venue answered a question, and the answer is no.
public final class VenueRefusal extends ProviderException {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final @Nullable Long retryAfterSeconds;
    private final transient Map<String, String> details;

    /// Why not.
    public enum Kind {
        // What was asked makes no sense to it; `field` in the details where one is to blame.
        INVALID,
        // It does not know our credentials.
        UNAUTHORIZED,
        // It understood and will not; its `code` in the details where it gave one.
        REJECTED,
        NO_SUCH_SYMBOL,
        NO_SUCH_POSITION,
        RATE_LIMITED,
        // It has no such thing; `operation` in the details.
        UNSUPPORTED,
        // It says that it is down.
        UNAVAILABLE,
        // What it answered cannot be read.
        UNREADABLE
    }

    /// - `details`: by name, as far as the kind has any
    /// - `retryAfterSeconds`: when the venue said so
    public VenueRefusal(Kind kind, String message, Map<String, String> details, @Nullable Long retryAfterSeconds) {
        super(message);
        this.kind = kind;
        this.details = Map.copyOf(details);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public VenueRefusal(Kind kind, String message) {
        this(kind, message, Map.of(), null);
    }

    /// - `operation`: as the Trading API names it, such as `get_quote`
    public static VenueRefusal unsupported(String operation) {
        return new VenueRefusal(Kind.UNSUPPORTED, "the venue has no " + operation, Map.of("operation", operation),
                null);
    }

    public Kind kind() {
        return kind;
    }

    public Map<String, String> details() {
        return details;
    }

    public @Nullable Long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
