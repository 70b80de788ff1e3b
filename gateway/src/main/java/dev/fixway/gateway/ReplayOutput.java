package dev.fixway.gateway;

import dev.fixway.engine.reconcile.Break;
import dev.fixway.engine.reconcile.Summary;
import dev.fixway.engine.replay.ParseReport;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// How `fixway replay` shows what it finds.
interface ReplayOutput {
    /// A break, as soon as it is found.
    void found(Break found);

    void parsed(ParseReport report);

    void compared(Summary summary, boolean withLedger);

    /// For people.
    record Table(PrintWriter out) implements ReplayOutput {
        @Override
        public void found(Break found) {
            out.printf("BREAK %-17s %s %s%s%s%n      %s%n", found.kind(), found.session(), found.id(),
                    found.seq() == 0 ? "" : " ledger " + found.seq(),
                    found.where().isEmpty() ? "" : " " + found.where(), found.text());
        }

        @Override
        public void parsed(ParseReport report) {
            out.printf("%d messages%s%s%n", report.messages(),
                    report.unassigned() == 0 ? "" : ", " + report.unassigned() + " of no session of ours",
                    report.truncated() == 0 ? "" : ", " + report.truncated() + " cut off");
            for (ParseReport.Stream stream : report.streams()) {
                String types = stream.types()
                        .entrySet()
                        .stream()
                        .map(type -> type.getKey() + ' ' + type.getValue())
                        .collect(Collectors.joining(", "));
                ParseReport.Numbers numbers = stream.numbers();
                out.printf("  %-28s %-3s %s to %s: %s%n", stream.session(), stream.direction(), stream.span().first(),
                        stream.span().last(), types);
                if (numbers.missing() + numbers.resets() + numbers.repeats() > 0 || !stream.flaws().isEmpty()) {
                    out.printf("  %-32s missing numbers %d %s, resets %d, repeats %d, flaws %s%n", "",
                            numbers.missing(), gaps(numbers), numbers.resets(), numbers.repeats(), stream.flaws());
                }
            }
            report.damaged().forEach(file -> out.println("  " + file));
        }

        private static String gaps(ParseReport.Numbers numbers) {
            return numbers.gaps()
                    .entrySet()
                    .stream()
                    .limit(10)
                    .map(gap -> gap.getKey().equals(gap.getValue())
                            ? gap.getKey().toString()
                            : gap.getKey() + "-" + gap.getValue())
                    .collect(Collectors.joining(" ", "[", "]"));
        }

        @Override
        public void compared(Summary summary, boolean withLedger) {
            out.printf("%s %d reports and %d requests; %d orders lived again%n",
                    withLedger ? "compared with the ledger:" : "read without a ledger:", summary.reports(),
                    summary.requests(), summary.orders());
            if (summary.notYetSent() > 0) {
                out.printf("%d reports are not yet sent%n", summary.notYetSent());
            }
            if (summary.outsideLogs() > 0) {
                out.printf("%d events are of before these logs%n", summary.outsideLogs());
            }
            out.println(summary.isClean() ? "no breaks" : "breaks: " + new TreeMap<>(summary.breaks()));
        }
    }

    /// For programs: an object a line.
    record Json(PrintWriter out) implements ReplayOutput {
        private static final JsonMapper MAPPER = JsonMapper.builder().build();

        @Override
        public void found(Break found) {
            line("break", found);
        }

        @Override
        public void parsed(ParseReport report) {
            report.streams().forEach(stream -> line("stream", stream));
        }

        @Override
        public void compared(Summary summary, boolean withLedger) {
            line("summary", summary);
        }

        private void line(String type, Object value) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("type", type);
            line.put(type, value);
            out.println(MAPPER.writeValueAsString(line));
        }
    }
}
