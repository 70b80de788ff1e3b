package dev.fixway.bridge.rest;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The decoded query string of a request, as far as its route knows the keys.
final class Query {
    private static final long UINT32_MAX = 0xFFFF_FFFFL;
    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /// Reads the known keys; one that stands twice is refused, unknown ones are passed over.
    static Query parse(String raw, Set<String> known) {
        Map<String, String> values = new HashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = Percent.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
            if (known.contains(key)
                    && values.put(key, equals < 0 ? "" : Percent.decodeQuery(pair.substring(equals + 1))) != null) {
                throw refused(key, "duplicate field");
            }
        }
        return new Query(values);
    }

    @Nullable
    String text(String key) {
        return values.get(key);
    }

    @Nullable
    Instant time(String key) {
        return read(key, Times::parse);
    }

    /// An unsigned 32-bit number.
    @Nullable
    Long count(String key) {
        return read(key, text -> {
            String digits = text.startsWith("+") ? text.substring(1) : text;
            if (digits.isEmpty() || digits.length() > 100 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new IllegalArgumentException("not a whole number");
            }
            String significant = digits.replaceFirst("^0+(?=.)", "");
            if (significant.length() > 10 || Long.parseLong(significant) > UINT32_MAX) {
                throw new IllegalArgumentException("number too large");
            }
            return Long.valueOf(significant);
        });
    }

    /// Reads a value that must be there.
    <T> T required(String key, Function<String, T> reader) {
        T value = read(key, reader);
        if (value == null) {
            throw refused(key, "missing field");
        }
        return value;
    }

    /// Reads a value that is there; an IllegalArgumentException of the reader becomes a 400 in plain text.
    <T> @Nullable T read(String key, Function<String, T> reader) {
        String text = values.get(key);
        if (text == null) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw refused(key, String.valueOf(e.getMessage()));
        }
    }

    private static RefusedRequest refused(String key, String cause) {
        return new RefusedRequest(
                Response.text(400, "Failed to deserialize query string: " + key + ": " + Scrubbing.scrub(cause)));
    }
}
