package dev.fixway.bridge.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/// The API's documents and a page that shows one: `/api-docs/openapi.json`, `/api-docs/asyncapi.json`, `/swagger-ui/`.
final class DocsEndpoints {
    private static final String PAGE_FILES = "/META-INF/resources/webjars/swagger-ui/5.34.1/";
    private static final Map<String, String> TYPES = Map.of("index.html", "text/html", "index.css", "text/css",
            "swagger-ui.css", "text/css", "swagger-ui-bundle.js", "text/javascript", "swagger-ui-standalone-preset.js",
            "text/javascript", "favicon-16x16.png", "image/png", "favicon-32x32.png", "image/png");
    private static final String INITIALIZER = "swagger-initializer.js";
    private static final String START = """
            window.onload = function() {
              window.ui = SwaggerUIBundle({
                url: "../api-docs/openapi.json",
                dom_id: "#swagger-ui",
                deepLinking: true,
                validatorUrl: null,
                presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
                layout: "StandaloneLayout"
              });
            };
            """;

    void document(Call call) {
        call.answer(Response.written("application/json", read("openapi.json"), Map.of()));
    }

    /// The stream's document, AsyncAPI 3.
    void streamDocument(Call call) {
        call.answer(Response.written("application/json", read("/dev/fixway/bridge/stream/asyncapi.json"), Map.of()));
    }

    void redirect(Call call) {
        call.answer(Response.redirect("/swagger-ui/"));
    }

    void page(Call call) {
        call.answer(file("index.html"));
    }

    void pageFile(Call call) {
        call.answer(file(call.pathParameter("file")));
    }

    private static Response file(String name) {
        if (name.equals(INITIALIZER)) {
            return Response.written("text/javascript", START.getBytes(StandardCharsets.UTF_8), Map.of());
        }
        String type = TYPES.get(name);
        return type == null ? Response.empty(404, null) : Response.written(type, read(PAGE_FILES + name), Map.of());
    }

    private static byte[] read(String resource) {
        try (InputStream in = Objects.requireNonNull(DocsEndpoints.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
