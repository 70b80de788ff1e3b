package dev.fixway.persistence.query;

import dev.fixway.engine.domain.Texts;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// A table for people: the columns that tell an order's story, only as wide as their contents; those that no row fills
/// are left out. Long answers come in parts of 500 rows with a head each.
public final class TableRows implements RowWriter {
    private static final int PART_ROWS = 500;
    private static final List<String> OF_EVENTS = List.of(LedgerRow.SEQ, "event_time", "event_type", "actor_id",
            "order_id", "cl_ord_id", "symbol", "side", "order_qty", "price", "ord_status", "last_qty", "last_px",
            "cum_qty", "leaves_qty", "exec_id", "reason_text");

    private final PrintWriter out;
    private final List<String> columns;
    private final List<LedgerRow> part = new ArrayList<>();
    private boolean isFirst = true;

    public TableRows(PrintWriter out, LedgerQuestion.Kind kind) {
        this.out = out;
        columns = kind == LedgerQuestion.Kind.EVENTS ? OF_EVENTS : LedgerRow.columns(kind);
    }

    @Override
    public void write(LedgerRow row) {
        part.add(row);
        if (part.size() == PART_ROWS) {
            writePart();
        }
    }

    @Override
    public void end() {
        writePart();
        out.flush();
    }

    private void writePart() {
        if (!part.isEmpty()) {
            if (!isFirst) {
                out.print(System.lineSeparator());
            }
            isFirst = false;
            lines(part, columns).forEach(out::println);
            part.clear();
        }
    }

    /// The lines of the table, the names of the columns first.
    static List<String> lines(List<LedgerRow> rows, List<String> columns) {
        List<String> shown = columns.stream()
                .filter(column -> rows.stream().anyMatch(row -> row.values().containsKey(column)))
                .toList();
        List<List<String>> cells = new ArrayList<>();
        cells.add(shown);
        for (LedgerRow row : rows) {
            cells.add(shown.stream().map(column -> Texts.bounded(row.values().getOrDefault(column, ""))).toList());
        }
        int[] widths = widths(cells);
        return cells.stream().map(line -> line(line, widths)).toList();
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
