package dev.fixway.bridge.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The structure of an OpenAPI document as one line for each fact: operations, parameters, bodies, responses, members
/// of objects, values. Words are left out.
final class ContractFacts {
    private final Set<String> facts = new TreeSet<>();

    private ContractFacts() {}

    static Set<String> of(JsonNode document) {
        ContractFacts facts = new ContractFacts();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                facts.operation(method.getKey(), path.getKey(), method.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> schema : document.at("/components/schemas").properties()) {
            facts.schema(schema.getKey(), schema.getValue());
        }
        return facts.facts;
    }

    private void operation(String method, String path, JsonNode operation) {
        String id = operation.get("operationId").asString();
        facts.add("operation " + method.toUpperCase(java.util.Locale.ROOT) + ' ' + path + ' ' + id + ' '
                + joined(operation.get("tags")));
        for (JsonNode parameter : operation.path("parameters")) {
            facts.add("parameter " + id + ' ' + parameter.get("in").asString() + ' ' + parameter.get("name").asString()
                    + (parameter.path("required").asBoolean() ? " required " : " optional ")
                    + type(parameter.get("schema")));
        }
        if (operation.has("requestBody")) {
            JsonNode body = operation.get("requestBody");
            facts.add("body " + id + (body.path("required").asBoolean(false) ? " required " : " optional ")
                    + type(json(body)));
        }
        for (Map.Entry<String, JsonNode> response : operation.get("responses").properties()) {
            facts.add("response " + id + ' ' + response.getKey() + ' ' + type(json(response.getValue())));
        }
    }

    private static JsonNode json(JsonNode content) {
        return content.get("content").get("application/json").get("schema");
    }

    private void schema(String name, JsonNode schema) {
        if (schema.has("oneOf")) {
            for (int i = 0; i < schema.get("oneOf").size(); i++) {
                schema(name + '/' + i, schema.get("oneOf").get(i));
            }
        } else if (schema.has("properties")) {
            facts.add("object " + name);
            List<String> required = strings(schema.path("required"));
            for (Map.Entry<String, JsonNode> member : schema.get("properties").properties()) {
                facts.add("member " + name + ' ' + member.getKey()
                        + (required.contains(member.getKey()) ? " required " : " optional ")
                        + type(member.getValue()));
            }
        } else {
            facts.add("value " + name + ' ' + type(schema));
        }
    }

    private static String type(JsonNode schema) {
        if (schema.has("$ref")) {
            String ref = schema.get("$ref").asString();
            return ref.substring(ref.lastIndexOf('/') + 1);
        }
        if (schema.has("oneOf")) {
            return schema.get("oneOf")
                    .valueStream()
                    .filter(part -> !part.path("type").asString("").equals("null"))
                    .map(ContractFacts::type)
                    .collect(Collectors.joining("|")) + '?';
        }
        List<String> types = schema.path("type").isArray()
                ? new ArrayList<>(strings(schema.get("type")))
                : new ArrayList<>(List.of(schema.path("type").asString("any")));
        String mark = types.remove("null") ? "?" : "";
        String type = types.getFirst();
        if (type.equals("array")) {
            return '[' + type(schema.get("items")) + ']' + mark;
        }
        if (schema.has("enum")) {
            return "enum(" + joined(schema.get("enum")) + ')' + mark;
        }
        String format = schema.has("format") ? ':' + schema.get("format").asString() : "";
        String minimum = schema.has("minimum") ? ">=" + schema.get("minimum").asInt() : "";
        return type + format + minimum + mark;
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static String joined(JsonNode array) {
        return String.join(",", strings(array));
    }
}
