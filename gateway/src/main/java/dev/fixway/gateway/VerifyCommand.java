package dev.fixway.gateway;

import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.checkpoint.CheckpointCheck;
import dev.fixway.persistence.checkpoint.CheckpointSettings;
import dev.fixway.persistence.checkpoint.Trust;
import dev.fixway.persistence.journal.JournalCheck;
import dev.fixway.persistence.postgres.PostgresSettings;
import dev.fixway.persistence.query.LedgerVerify;
import dev.fixway.persistence.query.PostgresVerify;
import dev.fixway.persistence.query.VerifyReport;
import dev.fixway.persistence.query.VerifyReport.Finding;
import dev.fixway.persistence.sql.Comparison;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// `fixway ledger verify`: 0 clean, 3 unreadable, 4 when something was changed, cut or damaged.
@Command(name = "verify", mixinStandardHelpOptions = true,
        description = "Proves the ledger from its files; 4 when it was changed, cut or damaged.")
final class VerifyCommand extends LedgerCommand.OnData {
    @Option(names = "--public-key",
            description = "Public key in PEM to believe (default: that of LEDGER_KEY_FILE, else those in the data folder).")
    private @Nullable Path publicKey;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    /// What was found, the running gateway's answer included.
    ///
    /// - `database`: one line about that part
    private record Found(VerifyReport report, String database, List<Finding> findings) {}

    @Override
    public Integer call() {
        Path dataDir = dataDir();
        Found found;
        try {
            found = find(dataDir);
        } catch (LedgerException e) {
            throw new CommandException(String.valueOf(e.getMessage()), Main.UNREADABLE);
        }
        PrintWriter out = out();
        out.println(json ? json(found) : String.join(System.lineSeparator(), lines(found)));
        out.flush();
        return found.findings().isEmpty() ? 0 : Main.FINDINGS;
    }

    private Found find(Path dataDir) {
        Path named = publicKey;
        Trust trust = named == null
                ? Trust.ofKeyFile(CheckpointSettings.read(environment()).keyFile())
                : Trust.ofPublicKey(named);
        PostgresSettings postgres = settings().postgres();
        VerifyReport report = postgres == null
                ? LedgerVerify.verify(dataDir, trust)
                : PostgresVerify.verify(postgres, dataDir, trust);
        List<Finding> findings = new ArrayList<>(report.findings());
        return new Found(report, database(dataDir, report, findings), findings);
    }

    private static String database(Path dataDir, VerifyReport report, List<Finding> findings) {
        Comparison comparison = report.database();
        if (comparison != null) {
            // As a crash within a batch leaves it.
            boolean isHalfWay = comparison.isClean() && comparison.events() > comparison.appliedSeq();
            return "%s: %d events, applied to %d%s".formatted(comparison.isClean() ? "clean" : "DIFFERS",
                    comparison.events(), comparison.appliedSeq(),
                    isHalfWay ? "; its other tables were not compared, the next start makes them anew" : "");
        }
        Optional<RunFile> running = RunFile.ofLiving(dataDir);
        if (running.isEmpty()) {
            return "not compared: " + report.databaseNote();
        }
        try (OperatorClient gateway = new OperatorClient(running.get())) {
            List<String> told = gateway.findings();
            told.forEach(finding -> findings.add(new Finding("database", 0, finding)));
            return (told.isEmpty() ? "clean" : "DIFFERS") + " (asked the running gateway)";
        } catch (CommandException e) {
            // What the files say is told all the same.
            return "not compared: " + report.databaseNote() + "; " + e.getMessage();
        }
    }

    private static List<String> lines(Found found) {
        JournalCheck journal = found.report().journal();
        List<String> lines = new ArrayList<>();
        lines.add("%s%s: %d events in %d groups, %shead %d %s".formatted(
                journal.segments() == 0 ? "ledger      " : "journal     ", journal.isClean() ? "clean" : "BROKEN",
                journal.events(), journal.groups(),
                journal.segments() == 0 ? "" : journal.segments() + " segments, ", journal.headSeq(),
                journal.headHash()));
        if (journal.unfinishedTailBytes() > 0) {
            lines.add("            %d bytes of a group that was not wholly written; the next start cuts them"
                    .formatted(journal.unfinishedTailBytes()));
        }
        lines.addAll(checkpoints(found.report()));
        lines.add("database    " + found.database());
        for (Finding finding : found.findings()) {
            lines.add("FOUND       " + (finding.seq() == 0 ? "" : "first bad event " + finding.seq() + ", ")
                    + finding.part() + ": " + finding.what());
        }
        lines.add(found.findings().isEmpty() ? "clean" : "NOT CLEAN");
        return lines;
    }

    private static List<String> checkpoints(VerifyReport report) {
        CheckpointCheck checkpoints = report.checkpoints();
        if (checkpoints.count() == 0) {
            return List.of("checkpoints " + (checkpoints.isClean() ? "none: nothing is signed" : "BROKEN"));
        }
        String first = "checkpoints %s: %d, signed to event %d at %s by key %s (believed from %s)".formatted(
                checkpoints.isClean() ? "clean" : "BROKEN", checkpoints.count(), checkpoints.signedSeq(),
                checkpoints.lastTime(), checkpoints.keyId(), checkpoints.trusted());
        return report.unsignedEvents() == 0
                ? List.of(first)
                : List.of(first, "            %d events since then are chained, but not yet signed"
                        .formatted(report.unsignedEvents()));
    }

    private static String json(Found found) {
        JournalCheck journal = found.report().journal();
        CheckpointCheck checkpoints = found.report().checkpoints();
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JsonMapper.builder().build().createGenerator(text)) {
            out.writeStartObject();
            out.writeBooleanProperty("clean", found.findings().isEmpty());
            out.writeStringProperty("installation", journal.installation());
            out.writeNumberProperty("events", journal.events());
            out.writeNumberProperty("groups", journal.groups());
            out.writeStringProperty("head_hash", journal.headHash());
            out.writeNumberProperty("unfinished_tail_bytes", journal.unfinishedTailBytes());
            out.writeNumberProperty("checkpoints", checkpoints.count());
            out.writeNumberProperty("signed_seq", checkpoints.signedSeq());
            out.writeStringProperty("key_id", checkpoints.keyId());
            out.writeStringProperty("key_source", checkpoints.trusted());
            out.writeStringProperty("database", found.database());
            out.writeArrayPropertyStart("findings");
            for (Finding finding : found.findings()) {
                out.writeStartObject();
                out.writeStringProperty("part", finding.part());
                out.writeNumberProperty("first_bad_seq", finding.seq());
                out.writeStringProperty("what", finding.what());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.toString();
    }
}
