package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// The document and its page.
class RestDocsIT {
    private static RawConnection.Reply get(RestFixture rest, String path) {
        try (RawConnection connection = rest.connect()) {
            return connection.write("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").read();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api-docs/openapi.json", "/api-docs/asyncapi.json",
            "/swagger-ui", "/swagger-ui/", "/swagger-ui/index.html"})
    void areNotThereUnlessAskedFor(String path) {
        try (RestFixture rest = new RestFixture()) {
            assertThat(get(rest, path).status()).isEqualTo(404);
        }
    }

    @Test
    void showsTheDocument() {
        try (RestFixture rest = RestFixture.withDocs()) {
            RawConnection.Reply document = get(rest, "/api-docs/openapi.json");
            RawConnection.Reply ofStream = get(rest, "/api-docs/asyncapi.json");
            assertThat(ofStream.header("Content-Type")).isEqualTo("application/json");
            assertThat(new JsonMapper().readTree(ofStream.body()).get("asyncapi").asString()).isEqualTo("3.0.0");

            assertThat(document.status()).isEqualTo(200);
            assertThat(document.header("Content-Type")).isEqualTo("application/json");
            assertThat(new JsonMapper().readTree(document.body()).get("paths").size()).isEqualTo(16);
        }
    }

    @Test
    void leadsToThePage() {
        try (RestFixture rest = RestFixture.withDocs()) {
            RawConnection.Reply redirect = get(rest, "/swagger-ui");

            assertThat(redirect.status()).isEqualTo(303);
            assertThat(redirect.header("Location")).isEqualTo("/swagger-ui/");
        }
    }

    @Test
    void servesEverythingThatThePageRefersTo() {
        try (RestFixture rest = RestFixture.withDocs()) {
            RawConnection.Reply page = get(rest, "/swagger-ui/");
            assertThat(page.header("Content-Type")).isEqualTo("text/html");
            List<String> references = Pattern.compile("(?:src|href)=\"(?:\\./)?([^\"]+)\"")
                    .matcher(page.body())
                    .results()
                    .map((MatchResult m) -> m.group(1))
                    .toList();

            assertThat(references).hasSizeGreaterThan(4)
                    .allSatisfy(file -> assertThat(get(rest, "/swagger-ui/" + file).status()).as(file).isEqualTo(200));
            assertThat(get(rest, "/swagger-ui/swagger-initializer.js").body()).contains("../api-docs/openapi.json")
                    .doesNotContain("petstore");
            assertThat(get(rest, "/swagger-ui/index.css").header("Content-Type")).isEqualTo("text/css");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "..%2Findex.html", "%2e%2e%2f%2e%2e%2fpom.xml", "swagger-ui.js.map", "x"})
    void servesNothingElse(String file) {
        try (RestFixture rest = RestFixture.withDocs()) {
            assertThat(get(rest, "/swagger-ui/" + file).status()).isEqualTo(404);
        }
    }
}
