package dev.fixway.bridge.rest;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;

/// Reads a body that is one JSON object, member by member; whatever is wrong with its shape leaves as [RefusedRequest].
final class JsonBody {
    private final JsonParser json;
    private final Set<String> seen = new HashSet<>();

    private JsonBody(JsonParser json) {
        this.json = json;
    }

    /// Takes the members that an object knows.
    @FunctionalInterface
    interface Members {
        /// Reads the value of a known member; false, with nothing read, for an unknown one.
        boolean take(JsonBody body, String name);
    }

    static void read(byte[] body, Members members) {
        try (JsonParser json = Response.JSON.createParser(ObjectReadContext.empty(), text(body))) {
            new JsonBody(json).object(members);
        } catch (JacksonException e) {
            // Its own text names its classes and options.
            TokenStreamLocation at = e.getLocation();
            throw refused("not JSON, or nested too deeply"
                    + (at == null ? "" : ", at line " + at.getLineNr() + " column " + at.getColumnNr()));
        }
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException _) {
            throw refused("the body is not UTF-8");
        }
    }

    private void object(Members members) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw refused("the body is not a JSON object");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            if (!members.take(this, json.currentName())) {
                json.nextToken();
                json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw refused("something follows the JSON object");
        }
    }

    private JsonToken value(String name) {
        if (!seen.add(name)) {
            throw refused("duplicate field " + name);
        }
        return json.nextToken();
    }

    @Nullable
    String string(String name) {
        return switch (value(name)) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> json.getString();
            default -> throw refused(name + " must be a string");
        };
    }

    /// A name that the client gives; an empty one counts as absent.
    @Nullable
    String label(String name) {
        String text = string(name);
        return text == null || text.isEmpty() ? null : text;
    }

    boolean flag(String name) {
        return switch (value(name)) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw refused(name + " must be true or false");
        };
    }

    @Nullable
    BigDecimal decimal(String name) {
        return switch (value(name)) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> read(name, DecimalText::ofString);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> read(name, DecimalText::ofNumber);
            default -> throw refused(name + " must be a decimal");
        };
    }

    <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
        return switch (value(name)) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> read(name, text -> Spelling.constant(type, text));
            default -> throw refused(name + " must be a string");
        };
    }

    private <T> T read(String name, Function<String, T> reader) {
        try {
            return reader.apply(json.getString());
        } catch (IllegalArgumentException e) {
            throw refused(name + ": " + e.getMessage());
        }
    }

    static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw refused(name + " is required");
        }
        return value;
    }

    private static RefusedRequest refused(String cause) {
        return new RefusedRequest(ApiError.undecodable(cause));
    }
}
