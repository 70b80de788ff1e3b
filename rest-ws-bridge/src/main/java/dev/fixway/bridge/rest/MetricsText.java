package dev.fixway.bridge.rest;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/// Brings the registry's exposition into the published form: a `# TYPE` line, the samples and an empty line for each
/// family, whole numbers and bounds written shortest, sums as they are.
final class MetricsText {
    private static final Pattern WHOLE_BOUND = Pattern.compile("le=\"(\\d+)\\.0\"");
    private static final Pattern SMALL_BOUND = Pattern.compile("le=\"([0-9.]+E-?[0-9]+)\"");
    private static final Pattern PLATFORM_LAST = Pattern.compile("\\{(event_type=\"[^\"]*\"),(platform=\"[^\"]*\")");
    private static final Pattern MAX_FAMILY = Pattern.compile("_(seconds|events)_max ");
    private static final String TYPE = "# TYPE ";

    private MetricsText() {}

    static String of(String exposition) {
        StringBuilder text = new StringBuilder(exposition.length());
        boolean isShown = true;
        for (String line : exposition.lines().toList()) {
            if (line.startsWith(TYPE)) {
                // Micrometer adds the largest value of a span as a family of its own.
                isShown = !MAX_FAMILY.matcher(line).find();
                text.append(isShown && !text.isEmpty() ? "\n" : "");
            }
            if (isShown && (line.startsWith(TYPE) || !line.startsWith("#"))) {
                text.append(line.startsWith(TYPE) ? named(line) : sample(line)).append('\n');
            }
        }
        return text.isEmpty() ? "" : text.append('\n').toString();
    }

    private static String sample(String line) {
        String bounded = WHOLE_BOUND.matcher(line).replaceAll("le=\"$1\"");
        bounded = SMALL_BOUND.matcher(bounded)
                .replaceAll(
                        bound -> "le=\"" + new BigDecimal(bound.group(1)).stripTrailingZeros().toPlainString() + '"');
        String ordered = named(PLATFORM_LAST.matcher(bounded).replaceAll("{$2,$1"));
        boolean isSum = ordered.startsWith("_sum", Math.max(0, nameEnd(ordered) - 4));
        return !isSum && ordered.endsWith(".0") ? ordered.substring(0, ordered.length() - 2) : ordered;
    }

    /// The one counter whose published name does not end like the others.
    private static String named(String line) {
        return line.replace("gateway_ws_slow_consumer_disconnects_total", "gateway_ws_slow_consumer_disconnects");
    }

    private static int nameEnd(String line) {
        int brace = line.indexOf('{');
        return brace >= 0 ? brace : line.indexOf(' ');
    }
}
