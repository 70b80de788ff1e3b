package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The published document: structurally what clients were generated from, and whole in itself.
class OpenApiTest {
    private static final JsonNode DOCUMENT = new JsonMapper().readTree(resource("openapi.json"));
    /// What this gateway has beside the published structure: all of it optional for clients.
    private static final List<String> OWN = List.of("parameter \\w+ query provider optional string\\?",
            "member ClosePositionRequest provider optional string\\?",
            "member ClosePositionRequest cancel_associated_orders optional boolean\\?",
            "member Order provider optional string", "member OrderRequest provider optional string\\?",
            "member DetailedHealthStatus reason optional string\\??",
            "member DetailedHealthStatus kill_switch optional string\\??",
            "response \\w+ (400|401|404|409|422|429|500|501|502|503) ApiError");

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(OpenApiTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void hasTheStructureThatClientsWereGeneratedFrom() {
        Set<String> published = new TreeSet<>(
                new String(resource("contract.txt"), StandardCharsets.UTF_8).lines().toList());
        Set<String> ours = ContractFacts.of(DOCUMENT);

        assertThat(ours).containsAll(published);
        Set<String> more = new TreeSet<>(ours);
        more.removeAll(published);
        assertThat(more).allSatisfy(fact -> assertThat(OWN).as(fact).anyMatch(fact::matches));
    }

    @Test
    void isOpenApi31WithAllThatItNeeds() {
        assertThat(DOCUMENT.get("openapi").asString()).isEqualTo("3.1.0");
        assertThat(DOCUMENT.at("/info/version").asString()).isEqualTo("1.0.0");
        assertThat(DOCUMENT.at("/info/title").asString()).isNotBlank();
        assertThat(operations()).hasSize(23).allSatisfy(operation -> {
            assertThat(operation.get("summary").asString()).isNotBlank();
            assertThat(operation.get("responses").valueStream()).isNotEmpty()
                    .allSatisfy(response -> assertThat(response.get("description").asString()).isNotBlank());
            assertThat(operation.path("parameters").valueStream().toList())
                    .allSatisfy(parameter -> assertThat(parameter.get("description").asString()).isNotBlank());
        });
        assertThat(operations().stream().map(o -> o.get("operationId").asString())).doesNotHaveDuplicates();
    }

    private static List<JsonNode> operations() {
        return DOCUMENT.get("paths").valueStream().flatMap(JsonNode::valueStream).toList();
    }

    @Test
    void refersToNothingThatIsNotThere() {
        assertThat(refs(DOCUMENT)).isNotEmpty()
                .allSatisfy(ref -> assertThat(DOCUMENT.at(ref.substring(1)).isMissingNode()).as(ref).isFalse());
        List<String> tags = DOCUMENT.get("tags").valueStream().map(tag -> tag.get("name").asString()).toList();
        assertThat(operations())
                .allSatisfy(o -> assertThat(tags).contains(o.get("tags").get(0).asString()));
    }

    private static Stream<String> refs(JsonNode node) {
        Stream<String> here = node.has("$ref") ? Stream.of(node.get("$ref").asString()) : Stream.empty();
        return Stream.concat(here, node.valueStream().flatMap(OpenApiTest::refs));
    }

    @Test
    void listsEveryErrorCodeThatThereIs() {
        List<String> codes = DOCUMENT.at("/components/schemas/ErrorCode/enum")
                .valueStream()
                .map(JsonNode::asString)
                .toList();

        assertThat(Stream.of(ErrorCode.values()).map(ErrorCode::name)).containsExactlyInAnyOrderElementsOf(codes);
    }
}
