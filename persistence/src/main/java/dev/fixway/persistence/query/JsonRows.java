package dev.fixway.persistence.query;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// JSON Lines: one object a row, `seq` as a number, everything else as a string exactly as recorded; what is absent is
/// left out.
public final class JsonRows implements RowWriter {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private final PrintWriter out;

    public JsonRows(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void write(LedgerRow row) {
        out.print(line(row));
        out.print('\n');
    }

    /// One row, without a line break.
    public static String line(LedgerRow row) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> value : row.values().entrySet()) {
                if (value.getKey().equals(LedgerRow.SEQ)) {
                    json.writeNumberProperty(LedgerRow.SEQ, Long.parseLong(value.getValue()));
                } else {
                    json.writeStringProperty(value.getKey(), value.getValue());
                }
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    @Override
    public void end() {
        out.flush();
    }
}
