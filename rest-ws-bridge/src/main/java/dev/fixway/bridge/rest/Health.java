package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.market.StaleSymbols;
import dev.fixway.engine.order.EngineStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// `/livez`, `/readyz` and `/health`: always public.
final class Health {
    private final RestEdge edge;
    private final String gitSha;
    private final RestServer.Sources sources;
    private final BooleanSupplier isStopping;

    Health(RestEdge edge, String gitSha, RestServer.Sources sources, BooleanSupplier isStopping) {
        this.edge = edge;
        this.gitSha = gitSha;
        this.sources = sources;
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
        Readiness now = isStopping.getAsBoolean() ? new Readiness(false, "shutting down") : sources.readiness().get();
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

    /// Connected is who takes orders and quotes every instrument that is watched.
    void health(Call call) {
        EngineStatus status = sources.desk().status();
        Map<String, StaleSymbols> stale = new HashMap<>();
        sources.stream().stale().forEach(symbols -> stale.put(symbols.platform(), symbols));
        boolean isConnected = edge.providers()
                .stream()
                .allMatch(provider -> status.isReady(provider) && !stale.containsKey(edge.platform(provider)));
        call.answer(Response.json(200, json -> {
            json.writeStartObject();
            json.writeStringProperty("status", isConnected ? "connected" : "degraded");
            json.writeStringProperty("version", edge.version());
            json.writeStringProperty("git_sha", gitSha);
            json.writeStringProperty("kill_switch", status.kill().isOn() ? "on" : "off");
            if (!status.reason().isEmpty()) {
                json.writeStringProperty("reason", Scrubbing.scrub(status.reason()));
            }
            json.writeArrayPropertyStart("providers");
            for (ProviderId provider : edge.providers()) {
                String platform = edge.platform(provider);
                write(json, platform, status.isReady(provider), stale.get(platform));
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    private static void write(JsonGenerator json, String platform, boolean isReady, @Nullable StaleSymbols stale) {
        json.writeStartObject();
        json.writeStringProperty("platform", platform);
        json.writeBooleanProperty("connected", isReady && stale == null);
        if (stale != null) {
            json.writeArrayPropertyStart("stale_instruments");
            stale.symbols().forEach(symbol -> json.writeString(symbol.value()));
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
