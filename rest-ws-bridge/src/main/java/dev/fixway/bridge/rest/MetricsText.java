package dev.fixway.bridge.rest;

import java.util.regex.Pattern;

/// Brings the registry's exposition into the published form: a `# TYPE` line, the samples and an empty line for each
/// family, whole numbers and bounds written shortest, sums as they are.
final class MetricsText {
    private static final Pattern WHOLE_BOUND = Pattern.compile("le=\"(\\d+)\\.0\"");
    private static final String TYPE = "# TYPE ";

    private MetricsText() {
    }

    static String of(String exposition) {
        StringBuilder text = new StringBuilder(exposition.length());
        boolean isShown = true;
        for (String line : exposition.split("\n")) {
            if (line.startsWith(TYPE)) {
                // Micrometer adds the largest value of a span as a family of its own.
                isShown = !line.contains("_seconds_max ");
                text.append(isShown && !text.isEmpty() ? "\n" : "");
            }
            if (isShown && (line.startsWith(TYPE) || !line.startsWith("#"))) {
                text.append(line.startsWith(TYPE) ? line : sample(line)).append('\n');
            }
        }
        return text.isEmpty() ? "" : text.append('\n').toString();
    }

    private static String sample(String line) {
        String bounded = WHOLE_BOUND.matcher(line).replaceAll("le=\"$1\"");
        boolean isSum = bounded.startsWith("_sum", Math.max(0, nameEnd(bounded) - 4));
        return !isSum && bounded.endsWith(".0") ? bounded.substring(0, bounded.length() - 2) : bounded;
    }

    private static int nameEnd(String line) {
        int brace = line.indexOf('{');
        return brace >= 0 ? brace : line.indexOf(' ');
    }
}
