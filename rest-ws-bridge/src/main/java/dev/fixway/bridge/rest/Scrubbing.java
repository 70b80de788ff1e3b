package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Keeps secrets out of error texts, whoever put them in.
final class Scrubbing {
    private static final String MASK = "***REDACTED***";
    private static final String NAMES = "(api_?key|secret|token|password|authorization)";
    private static final Pattern PAIR = Pattern.compile(NAMES + "[\"']?\\s*+[=:]\\s*+(?:(?:bearer|basic)\\s++)?\\S*+",
            Pattern.CASE_INSENSITIVE);
    /// What [#NAMES] finds has one of these in it: much cheaper to look for, and every body is looked at.
    private static final List<String> HINTS = List.of("apikey", "api_key", "secret", "token", "password",
            "authorization");
    private static final Pattern MEMBER = Pattern.compile(
            "(" + NAMES + "\"\\s*+:\\s*+\")(?:[^\"\\\\]|\\\\.)*+|(" + NAMES + "=)[^&\\s]*+",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile(".*" + NAMES, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Scrubbing() {}

    /// The text with each `<name>=<secret>` masked; bounded and without control characters.
    static String scrub(String text) {
        return PAIR.matcher(Texts.bounded(text)).replaceAll("$1=" + MASK.replace("$", "\\$"));
    }

    /// A body or request line with the value of each member and parameter masked that is named like a secret.
    static String mask(String text) {
        return mayHoldSecret(text.toLowerCase(Locale.ROOT))
                ? MEMBER.matcher(text).replaceAll("$1$3" + MASK)
                : text;
    }

    private static boolean mayHoldSecret(String lowerCase) {
        for (String hint : HINTS) {
            if (lowerCase.contains(hint)) {
                return true;
            }
        }
        return false;
    }

    /// Writes a value of error details, masked.
    static void write(JsonGenerator json, String name, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(NAMED.matcher(name).matches() ? MASK : scrub(text));
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Map<?, ?> members -> {
                json.writeStartObject();
                members.forEach((key, member) -> {
                    json.writeName(String.valueOf(key));
                    write(json, String.valueOf(key), member);
                });
                json.writeEndObject();
            }
            case List<?> items -> {
                json.writeStartArray();
                items.forEach(item -> write(json, name, item));
                json.writeEndArray();
            }
            default -> throw new IllegalArgumentException("not a value of error details: " + value.getClass());
        }
    }
}
