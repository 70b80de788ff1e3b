package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fixway.bridge.stream.EventStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Holds frames against the document of the stream: type and every member.
final class StreamContract {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int FRAME_CHARS_MAX = 256 * 1024;
    private static final JsonNode DOCUMENT = document();
    private static final SchemaRegistry REGISTRY = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private StreamContract() {}

    /// The document, with every object closed.
    static JsonNode document() {
        try (InputStream in = Objects.requireNonNull(EventStream.class.getResourceAsStream("asyncapi.json"))) {
            JsonNode document = JSON.readTree(in);
            for (JsonNode schema : document.get("components").get("schemas")) {
                if (schema.has("properties")) {
                    ((ObjectNode) schema).put("additionalProperties", false);
                }
            }
            return document;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// The frame as a tree; throws an AssertionError when the document does not know such a frame.
    static JsonNode check(String text) {
        assertThat(text.length()).isLessThan(FRAME_CHARS_MAX);
        JsonNode frame = JSON.readTree(text);
        assertThat(schema(frame.get("type").asString()).validate(frame)).as(text).isEmpty();
        assertThat(text).as("absent members are left out").doesNotContain(":null");
        return frame;
    }

    private static Schema schema(String type) {
        return SCHEMAS.computeIfAbsent(type, name -> {
            JsonNode message = DOCUMENT.get("components").get("messages").get(name);
            assertThat(message).as("undocumented type %s", name).isNotNull();
            ObjectNode schema = JSON.createObjectNode();
            schema.set("$ref", message.get("payload").get("$ref"));
            schema.set("components", DOCUMENT.get("components"));
            return REGISTRY.getSchema(schema);
        });
    }
}
