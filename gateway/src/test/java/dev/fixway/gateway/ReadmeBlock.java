package dev.fixway.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Commands of the README (a block that begins with three backticks and `bash`), and the output that the block right
/// behind it shows; without one any output is fine.
///
/// What varies from run to run is compared by its shape: numbers, ids, hashes, times, paths. `…` stands for anything.
record ReadmeBlock(String command, List<String> shown) {
    private static final Pattern FENCED = Pattern.compile("^```(\\w*)\\n(.*?)^```$",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern VARIES = Pattern.compile("…"
            + "|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
            + "|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z"
            + "|\\d{8}-\\d\\d:\\d\\d:\\d\\d\\.\\d+"
            + "|\\b[0-9a-f]{16,}\\b"
            + "|\\b[0-9A-Z]{18}(?![0-9A-Z])"
            + "|/(?:home|tmp)/\\S+"
            + "|\\d+(?:[.,]\\d+)*"
            + "| {2,}");

    ReadmeBlock {
        shown = List.copyOf(shown);
    }

    static List<ReadmeBlock> read(String readme) {
        List<ReadmeBlock> blocks = new ArrayList<>();
        Matcher fenced = FENCED.matcher(readme);
        int end = -1;
        while (fenced.find()) {
            String body = fenced.group(2).strip();
            if (fenced.group(1).equals("bash")) {
                blocks.add(new ReadmeBlock(body, List.of()));
                end = fenced.end();
            } else if (end >= 0 && readme.substring(end, fenced.start()).isBlank()) {
                blocks.set(blocks.size() - 1, new ReadmeBlock(blocks.getLast().command, body.lines().toList()));
                end = -1;
            }
        }
        return blocks;
    }

    /// The first line shown that is not in the output behind the lines before it; empty when all are there.
    String firstLineMissingIn(String output) {
        List<String> lines = output.lines().toList();
        int at = 0;
        for (String line : shown) {
            if (line.isBlank() || line.strip().equals("…")) {
                continue;
            }
            Pattern shape = shapeOf(line.strip());
            while (at < lines.size() && !shape.matcher(lines.get(at).strip()).matches()) {
                at++;
            }
            if (at == lines.size()) {
                return line;
            }
            at++;
        }
        return "";
    }

    static Pattern shapeOf(String line) {
        StringBuilder shape = new StringBuilder();
        Matcher varies = VARIES.matcher(line);
        int last = 0;
        while (varies.find()) {
            shape.append(Pattern.quote(line.substring(last, varies.start()))).append(shapeOfPart(varies.group()));
            last = varies.end();
        }
        return Pattern.compile(shape.append(Pattern.quote(line.substring(last))).toString());
    }

    private static String shapeOfPart(String part) {
        if (part.equals("…")) {
            return ".*";
        }
        if (part.isBlank()) {
            return " +";
        }
        if (part.startsWith("/")) {
            return "/\\S+";
        }
        return part.matches("[0-9a-f-]{16,}") || part.matches("[0-9A-Z]{18}") ? "[0-9A-Za-z-]+" : "[0-9][0-9TZ:.,-]*";
    }
}
