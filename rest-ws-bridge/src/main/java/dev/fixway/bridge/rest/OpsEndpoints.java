package dev.fixway.bridge.rest;

import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// `/v1/ops/ledger/…`: what commands ask that run beside the gateway.
final class OpsEndpoints {
    private final LedgerOps ops;
    private final LedgerLookups ledger;

    OpsEndpoints(LedgerOps ops, LedgerLookups ledger) {
        this.ops = ops;
        this.ledger = ledger;
    }

    void orderEvents(Call call) {
        String id = call.pathParameter("id");
        ledger.answer(call, () -> {
            List<LedgerEvent> events = ops.eventsOfAny(id);
            return events.isEmpty() ? ApiError.notFound(id).response() : Response.json(200, json -> {
                json.writeStartObject();
                json.writeArrayPropertyStart("events");
                events.forEach(event -> write(json, event));
                json.writeEndArray();
                json.writeEndObject();
            });
        });
    }

    void verify(Call call) {
        ledger.answer(call, () -> {
            LedgerOps.Verification verification = ops.verify();
            return Response.json(200, json -> {
                json.writeStartObject();
                json.writeBooleanProperty("clean", verification.findings().isEmpty());
                json.writeNumberProperty("through_seq", verification.throughSeq());
                json.writeArrayPropertyStart("findings");
                verification.findings().forEach(json::writeString);
                json.writeEndArray();
                json.writeEndObject();
            });
        });
    }

    private static void write(JsonGenerator json, LedgerEvent event) {
        json.writeStartObject();
        json.writeNumberProperty("seq", event.seq());
        for (LedgerField field : LedgerField.values()) {
            String value = event.get(field);
            if (value != null) {
                json.writeStringProperty(field.column(), value);
            }
        }
        json.writeEndObject();
    }
}
