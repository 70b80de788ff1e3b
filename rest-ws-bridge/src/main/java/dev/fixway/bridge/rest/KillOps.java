package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Command.SwitchKill.Act;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.KillState;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Texts;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `/v1/ops/kill`: what `fixway kill` asks of the engine.
final class KillOps {
    private static final AccountId EVERY_ACCOUNT = new AccountId("-");
    private static final int NAME_LENGTH_MAX = 128;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final EngineDoor engine;

    KillOps(EngineDoor engine) {
        this.engine = engine;
    }

    /// `GET /v1/ops/kill`.
    void show(Call call) {
        ask(call, Act.SHOW, "GET /v1/ops/kill", new byte[0]);
    }

    /// `POST /v1/ops/kill`: `{"by": "jane", "text": "…"}`, both optional; no body is as good.
    void switchOn(Call call) {
        BodyReader.read(call, body -> call.guarded(() -> ask(call, Act.SWITCH_ON, "POST /v1/ops/kill", body)));
    }

    /// `POST /v1/ops/kill/release`: the same; needs a `text`.
    void release(Call call) {
        BodyReader.read(call, body -> call.guarded(() -> ask(call, Act.RELEASE, "POST /v1/ops/kill/release", body)));
    }

    private void ask(Call call, Act act, String msgType, byte[] body) {
        JsonNode wish = wish(body);
        String text = Texts.bounded(wish.path("text").asString("").strip());
        if (act == Act.RELEASE && text.isEmpty()) {
            throw new RefusedRequest(ApiError.missing("text", "must say why"));
        }
        Party party = new Party(Edge.OPERATOR, name(wish), EVERY_ACCOUNT);
        engine.ask(call,
                reply -> new Command.SwitchKill(act, text.isEmpty() ? "no reason given" : text, party,
                        EngineDoor.arrival(call, msgType, body.length == 0 ? null : body), reply),
                answer -> {
                    if (!(answer instanceof Answer.Kill kill)) {
                        throw EngineDoor.unexpected(answer);
                    }
                    call.answer(Response.json(200, json -> write(json, kill)));
                });
    }

    private static JsonNode wish(byte[] body) {
        try {
            String text = new String(body, StandardCharsets.UTF_8).strip();
            return JSON.readTree(text.isEmpty() ? "{}" : text);
        } catch (JacksonException e) {
            throw new RefusedRequest(ApiError.undecodable(Texts.bounded(String.valueOf(e.getMessage()))));
        }
    }

    private static String name(JsonNode wish) {
        String by = Texts.bounded(wish.path("by").asString("").strip());
        return by.isEmpty() ? "operator" : by.substring(0, Math.min(by.length(), NAME_LENGTH_MAX));
    }

    private static void write(JsonGenerator json, Answer.Kill kill) {
        json.writeStartObject();
        json.writeStringProperty("kill_switch", kill.state().isOn() ? "on" : "off");
        if (kill.state() instanceof KillState.On on) {
            json.writeStringProperty("since", on.since().toString());
            json.writeStringProperty("by", on.by());
            json.writeStringProperty("text", on.text());
        }
        json.writeNumberProperty("open_orders", kill.openOrders());
        json.writeEndObject();
    }
}
