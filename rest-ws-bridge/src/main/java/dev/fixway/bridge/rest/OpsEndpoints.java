package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Texts;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// `/v1/ops/ledger/…`: what commands ask that run beside the gateway.
final class OpsEndpoints {
    private static final String SEQ = "seq";
    private static final String FORMAT = "format";
    private static final int ROWS_MAX = 1_000;
    private final LedgerOps ops;
    private final LedgerLookups ledger;

    OpsEndpoints(LedgerOps ops, LedgerLookups ledger) {
        this.ops = ops;
        this.ledger = ledger;
    }

    void orderEvents(Call call) {
        String id = call.pathParameter("id");
        if (!call.exchange().getQueryString().isEmpty()) {
            Map<String, String> words = words(call);
            if (words.put("id", id) != null) {
                throw badQuestion("id: stands in the path");
            }
            ask(call, words);
            return;
        }
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

    /// `GET /v1/ops/ledger/events`: events that match.
    void events(Call call) {
        Map<String, String> words = words(call);
        if (words.containsKey("as_of")) {
            throw badQuestion("as_of: asks for orders; they are at /v1/ops/ledger/orders");
        }
        ask(call, words);
    }

    /// `GET /v1/ops/ledger/orders`: orders as of a time.
    void orders(Call call) {
        Map<String, String> words = words(call);
        if (!words.containsKey("as_of")) {
            throw badQuestion("as_of: missing; allowed is a time such as 2026-11-21T10:00:00Z");
        }
        ask(call, words);
    }

    private void ask(Call call, Map<String, String> words) {
        String format = words.remove(FORMAT);
        boolean isLines = "jsonl".equals(format);
        if (format != null && !isLines && !format.equals("json")) {
            throw badQuestion("format: unknown; allowed are json (an array) and jsonl (one object a line)");
        }
        ledger.answer(call, () -> {
            try {
                return page(ops.ask(words, ROWS_MAX), isLines);
            } catch (LedgerOps.BadQuestionException e) {
                return Response.text(400, String.valueOf(e.getMessage()));
            }
        });
    }

    private static Response page(LedgerOps.Page page, boolean isLines) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Fixway-More", String.valueOf(page.isMore()));
        if (page.next() != null) {
            headers.put("Fixway-Next", page.next());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (isLines) {
            for (Map<String, String> row : page.rows()) {
                write(bytes, json -> write(json, row));
                bytes.write('\n');
            }
            return Response.written("application/x-ndjson", bytes.toByteArray(), headers);
        }
        write(bytes, json -> {
            json.writeStartArray();
            page.rows().forEach(row -> write(json, row));
            json.writeEndArray();
        });
        return Response.written("application/json", bytes.toByteArray(), headers);
    }

    private static void write(ByteArrayOutputStream bytes, Consumer<JsonGenerator> writer) {
        try (JsonGenerator json = Response.JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            writer.accept(json);
        }
    }

    private static void write(JsonGenerator json, Map<String, String> row) {
        json.writeStartObject();
        row.forEach((name, value) -> {
            if (name.equals(SEQ)) {
                json.writeNumberProperty(name, Long.parseLong(value));
            } else {
                json.writeStringProperty(name, value);
            }
        });
        json.writeEndObject();
    }

    /// What the query string says; a key that stands twice is refused.
    private static Map<String, String> words(Call call) {
        Map<String, String> words = new HashMap<>();
        String raw = call.exchange().getQueryString();
        for (String pair : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = Percent.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : Percent.decodeQuery(pair.substring(equals + 1));
            if (words.put(key, value) != null) {
                throw badQuestion(Texts.bounded(key) + ": stands there twice");
            }
        }
        return words;
    }

    private static RefusedRequest badQuestion(String reason) {
        return new RefusedRequest(Response.text(400, reason));
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
