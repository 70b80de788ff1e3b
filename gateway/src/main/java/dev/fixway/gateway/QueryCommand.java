package dev.fixway.gateway;

import dev.fixway.persistence.query.BadQuestionException;
import dev.fixway.persistence.query.CsvRows;
import dev.fixway.persistence.query.JsonRows;
import dev.fixway.persistence.query.LedgerPage;
import dev.fixway.persistence.query.LedgerQuestion;
import dev.fixway.persistence.query.LedgerVisit;
import dev.fixway.persistence.query.RowWriter;
import dev.fixway.persistence.query.TableRows;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `fixway ledger query`: events of the ledger, or orders as of a time. Rows go to stdout as they come, a page at a
/// time; how the answer goes on is said on stderr.
@Command(name = "query", mixinStandardHelpOptions = true, description = {
        "Shows events of the ledger that match, oldest first; with --as-of orders as they stood.",
        "Times: RFC 3339 such as 2026-11-21T10:00:00Z, or a date for its midnight in UTC."})
final class QueryCommand extends LedgerCommand.OnData {
    private static final long PAGE_ROWS = 1_000;

    private final Map<String, String> words = new HashMap<>();

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID",
            description = "Everything about the order with this OrderID, ClOrdID, id of a cancel or replace, route id, venue order or fill id, or ExecID.")
    private @Nullable String id;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "table",
            description = "table, csv (RFC 4180; what a spreadsheet would take for a formula gets an apostrophe in front) or jsonl (every field exactly).")
    private String format = "table";

    @Option(names = "--json", description = "The same as --format jsonl.")
    private boolean json;

    @Spec
    void words(CommandSpec spec) {
        QueryWord.into(spec, words);
    }

    /// Where pages come from.
    @FunctionalInterface
    interface Pages {
        LedgerPage page(Map<String, String> words, long rows);
    }

    @Override
    public Integer call() {
        try {
            Map<String, String> asked = words();
            LedgerQuestion question = LedgerQuestion.of(asked);
            PrintWriter out = out();
            RowWriter writer = writer(question.kind());
            Path dataDir = dataDir();
            Optional<RunFile> running = RunFile.ofLiving(dataDir);
            if (running.isPresent()) {
                try (OperatorClient gateway = new OperatorClient(running.get())) {
                    print(gateway::page, asked, question, writer);
                }
            } else {
                try (LedgerVisit ledger = LedgerVisit.open(dataDir, settings())) {
                    print((page, rows) -> ledger.query().page(LedgerQuestion.of(page), rows), asked, question,
                            writer);
                }
            }
            out.flush();
            return 0;
        } catch (BadQuestionException e) {
            String option = e.member().equals("id") ? "ID" : "--" + e.member().replace('_', '-');
            throw new ParameterException(commandLine(), option + ": " + e.getMessage());
        }
    }

    private void print(Pages pages, Map<String, String> asked, LedgerQuestion question, RowWriter writer) {
        Map<String, String> next = new HashMap<>(asked);
        Long limited = question.limit();
        long left = limited == null ? Long.MAX_VALUE : limited;
        long rows = 0;
        LedgerPage page;
        do {
            page = pages.page(next, Math.min(left - rows, PAGE_ROWS));
            page.rows().forEach(writer::write);
            rows += page.rows().size();
            if (page.next() != null) {
                next.put("after", page.next());
            }
        } while (page.isMore() && rows < left);
        writer.end();
        if (rows == 0 && id != null && !asked.containsKey("after")) {
            throw new CommandException("the ledger knows no order with the id " + id
                    + (asked.size() == 1 ? "" : " that fits the other filters"), Main.FAILURE);
        }
        tell(rows, page);
    }

    /// How the answer goes on; nothing when nothing can follow.
    private void tell(long rows, LedgerPage page) {
        if (page.next() != null) {
            PrintWriter err = commandLine().getErr();
            err.println((rows == 1 ? "1 row" : rows + " rows")
                    + (page.isMore() ? "; more: --after " : "; what is recorded later: --after ") + page.next());
            err.flush();
        }
    }

    private Map<String, String> words() {
        Map<String, String> asked = new HashMap<>(words);
        if (id != null) {
            asked.put("id", id);
        }
        return asked;
    }

    private RowWriter writer(LedgerQuestion.Kind kind) {
        return switch (json ? "jsonl" : format) {
            case "table" -> new TableRows(out(), kind);
            case "csv" -> new CsvRows(out(), kind);
            case "jsonl" -> new JsonRows(out());
            default -> throw new ParameterException(commandLine(),
                    "--format: unknown; allowed are table, csv and jsonl");
        };
    }
}
