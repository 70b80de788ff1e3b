package dev.fixway.persistence.query;

import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;

/// CSV after RFC 4180: a header with every column, lines that end with CR LF, quotes where a value needs them.
///
/// CSV is read by spreadsheets, and ids and texts come from clients: a value that a spreadsheet would take for a
/// formula (it begins with `=`, `+`, `-`, `@`, a tab or a line break, and is no plain number) gets an apostrophe in
/// front. JSON Lines has every value exactly.
public final class CsvRows implements RowWriter {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final String STARTS_A_FORMULA = "=+-@\t\r\n";
    private final PrintWriter out;
    private final List<String> columns;

    /// Writes the header.
    public CsvRows(PrintWriter out, LedgerQuestion.Kind kind) {
        this.out = out;
        columns = LedgerRow.columns(kind);
        out.print(String.join(",", columns));
        out.print("\r\n");
    }

    @Override
    public void write(LedgerRow row) {
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0) {
                out.print(',');
            }
            out.print(cell(row.values().getOrDefault(columns.get(i), "")));
        }
        out.print("\r\n");
    }

    private static String cell(String value) {
        boolean isFormula = !value.isEmpty() && STARTS_A_FORMULA.indexOf(value.charAt(0)) >= 0
                && !NUMBER.matcher(value).matches();
        String safe = isFormula ? '\'' + value : value;
        boolean isQuoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return isQuoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    @Override
    public void end() {
        out.flush();
    }
}
