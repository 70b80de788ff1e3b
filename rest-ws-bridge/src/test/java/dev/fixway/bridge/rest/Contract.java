package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Holds answers against the published document: status, media type and every member.
final class Contract {
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode DOCUMENT = document();
    private static final SchemaRegistry REGISTRY = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private Contract() {}

    private static JsonNode document() {
        try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream("openapi.json"))) {
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

    /// Throws an AssertionError for an answer that the document does not know. Operators' answers are none of it.
    static void check(String method, String target, int status, @Nullable String contentType, String body) {
        if (target.startsWith("/v1/ops/") && status < 400) {
            return;
        }
        JsonNode operation = operation(method, target.split("\\?", 2)[0]);
        String shown = method + ' ' + target + " -> " + status + ' ' + body;
        if (!"application/json".equals(contentType)) {
            checkPlain(status, contentType, body, shown);
        } else if (operation == null || (status >= 400 && !operation.get("responses").has(String.valueOf(status)))) {
            assertThat(operation).as("undocumented status of %s", shown).isNull();
            checkBody(schema("{\"$ref\":\"#/components/schemas/ApiError\"}"), body, shown);
        } else {
            JsonNode response = operation.get("responses").get(String.valueOf(status));
            assertThat(response).as("undocumented status of %s", shown).isNotNull();
            JsonNode schema = response.get("content").get("application/json").get("schema");
            checkBody(schema(schema.toString()), body, shown);
        }
    }

    private static void checkPlain(int status, @Nullable String contentType, String body, String shown) {
        if (contentType == null) {
            assertThat(status).as(shown).isIn(400, 404, 405, 414, 431);
            assertThat(body).as(shown).isEmpty();
        } else if (status != 200) {
            assertThat(status).as(shown).isEqualTo(400);
            assertThat(body).matches("(?s)(Failed to deserialize query string: |Invalid URL: ).*");
        }
        Leaks.assertNone(body);
    }

    private static void checkBody(Schema schema, String body, String shown) {
        JsonNode node = JSON.readTree(body);
        assertThat(schema.validate(node)).as(shown).isEmpty();
        if (node.has("code")) {
            Leaks.assertNone(body);
        } else {
            assertThat(body).as("absent members are left out").doesNotContain(":null");
        }
    }

    private static Schema schema(String root) {
        return SCHEMAS.computeIfAbsent(root, text -> {
            ObjectNode schema = (ObjectNode) JSON.readTree(text);
            schema.set("components", DOCUMENT.get("components"));
            return REGISTRY.getSchema(schema);
        });
    }

    private static @Nullable JsonNode operation(String method, String path) {
        JsonNode paths = DOCUMENT.get("paths");
        JsonNode found = paths.get(path);
        for (String template : paths.propertyNames()) {
            if (found == null && path.matches(template.replaceAll("\\{[a-z_]+}", "[^/]+"))) {
                found = paths.get(template);
            }
        }
        return found == null ? null : found.get(method.toLowerCase(Locale.ROOT));
    }
}
