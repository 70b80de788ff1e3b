package dev.fixway.persistence.query;

import dev.fixway.engine.domain.Texts;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Events as a table for people: the columns that tell an order's story, only as wide as their contents. Any thread.
public final class EventTable {
    private static final List<LedgerField> FIELDS = List.of(LedgerField.EVENT_TIME, LedgerField.EVENT_TYPE,
            LedgerField.ACTOR_ID, LedgerField.ORDER_ID, LedgerField.CL_ORD_ID, LedgerField.SYMBOL, LedgerField.SIDE,
            LedgerField.ORDER_QTY, LedgerField.PRICE, LedgerField.ORD_STATUS, LedgerField.LAST_QTY, LedgerField.LAST_PX,
            LedgerField.CUM_QTY, LedgerField.LEAVES_QTY, LedgerField.EXEC_ID, LedgerField.REASON_TEXT);

    private EventTable() {}

    /// The lines of the table, the names of the columns first; a column that no event fills is left out.
    public static List<String> lines(List<LedgerEvent> events) {
        List<LedgerField> shown = FIELDS.stream()
                .filter(field -> events.stream().anyMatch(event -> event.has(field)))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(Stream.of("seq"), shown.stream().map(LedgerField::column)).toList());
        for (LedgerEvent event : events) {
            rows.add(Stream
                    .concat(Stream.of(String.valueOf(event.seq())), shown.stream().map(field -> cell(event, field)))
                    .toList());
        }
        int[] widths = widths(rows);
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String cell(LedgerEvent event, LedgerField field) {
        String value = event.get(field);
        return value == null ? "" : Texts.bounded(value);
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        return widths;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - length(row.get(i)) + 2));
        }
        return line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
