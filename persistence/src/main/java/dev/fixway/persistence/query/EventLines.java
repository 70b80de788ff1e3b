package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.io.StringWriter;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Events as JSON Lines: one object a line, `seq` first, then the fields that the event has in the order of
/// [LedgerField]. Decimals, like every other field, are strings, exactly as recorded. Any thread.
public final class EventLines {
    private final JsonMapper mapper = JsonMapper.builder().build();

    /// One event, without a line break. The raw message shows one character a byte.
    public String line(LedgerEvent event) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = mapper.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberProperty("seq", event.seq());
            for (LedgerField field : LedgerField.values()) {
                if (event.has(field)) {
                    json.writeStringProperty(field.column(), Objects.requireNonNull(event.get(field)));
                }
            }
            json.writeEndObject();
        }
        return text.toString();
    }
}
