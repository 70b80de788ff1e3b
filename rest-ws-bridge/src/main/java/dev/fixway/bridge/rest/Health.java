package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.order.EngineStatus;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// `/livez`, `/readyz` and `/health`: always public.
final class Health {
    private final RestEdge edge;
    private final String gitSha;
    private final Supplier<EngineStatus> engine;
    private final Supplier<Readiness> readiness;
    private final BooleanSupplier isStopping;

    Health(RestEdge edge, String gitSha, Supplier<EngineStatus> engine, Supplier<Readiness> readiness,
            BooleanSupplier isStopping) {
        this.edge = edge;
        this.gitSha = gitSha;
        this.engine = engine;
        this.readiness = readiness;
        this.isStopping = isStopping;
    }

    void livez(Call call) {
        call.answer(Response.json(200, json -> {
            json.writeStartObject();
            json.writeStringProperty("status", "ok");
            json.writeEndObject();
        }));
    }

    void readyz(Call call) {
        Readiness now = isStopping.getAsBoolean() ? new Readiness(false, "shutting down") : readiness.get();
        List<ProviderId> providers = now.isReady() ? edge.providers() : List.of();
        call.answer(Response.json(now.isReady() ? 200 : 503, json -> {
            json.writeStartObject();
            json.writeBooleanProperty("ready", now.isReady());
            json.writeArrayPropertyStart("providers");
            providers.forEach(provider -> json.writeString(edge.platform(provider)));
            json.writeEndArray();
            json.writeNumberProperty("provider_count", providers.size());
            if (!now.isReady()) {
                json.writeStringProperty("message", Scrubbing.scrub(now.message()));
            }
            json.writeEndObject();
        }));
    }

    void health(Call call) {
        EngineStatus status = engine.get();
        boolean isConnected = edge.providers().stream().allMatch(status::isReady);
        call.answer(Response.json(200, json -> {
            json.writeStartObject();
            json.writeStringProperty("status", isConnected ? "connected" : "degraded");
            json.writeStringProperty("version", edge.version());
            json.writeStringProperty("git_sha", gitSha);
            if (!status.reason().isEmpty()) {
                json.writeStringProperty("reason", Scrubbing.scrub(status.reason()));
            }
            json.writeArrayPropertyStart("providers");
            for (ProviderId provider : edge.providers()) {
                json.writeStartObject();
                json.writeStringProperty("platform", edge.platform(provider));
                json.writeBooleanProperty("connected", status.isReady(provider));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }
}
