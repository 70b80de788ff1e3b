package dev.fixway.config;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// All settings of all modules side by side: the table of the README, and the check for names nobody knows.
public final class SettingsTable {

    private static final List<String> PREFIXES = List.of("GATEWAY_", "FIX_", "LEDGER_", "MOCK_", "REST_", "DATA_",
            "DATABASE_", "PROVIDER_", "CLIENT_ORDER_ID", "QUERY_", "ENGINE_", "HTTP_CONNECTIONS_", "RECONNECT_");

    /// Variables of clients, of the launcher and of Kubernetes (a Service `fix` gives every pod `FIX_SERVICE_HOST`).
    private static final Pattern SILENT = Pattern.compile("GATEWAY_URL|GATEWAY_WS_URL|FIXWAY_JAVA_OPTS|GIT_SSH"
            + "|(TEKTII_)?TRADING_GATEWAY_.*|.*_SERVICE_.*|.*_PORT_[0-9]+_(TCP|UDP|SCTP).*");

    private static final int NEAR = 2;

    private SettingsTable() {}

    /// A Markdown table of name, unit, default and meaning, sorted by name.
    ///
    /// - Throws [IllegalArgumentException] when two settings share a name
    public static String markdown(Collection<? extends Setting<?>> settings) {
        return byName(settings).values()
                .stream()
                .map(SettingsTable::row)
                .collect(joining("\n", "| Name | Unit | Default | Meaning |\n|---|---|---|---|\n", "\n"));
    }

    /// Names in the environment that are not declared and are nearly a declared one or look like Fixway's, sorted.
    public static List<UnknownName> unknownNames(Environment environment,
            Collection<? extends Setting<?>> settings) {
        SortedSet<String> known = new TreeSet<>();
        for (var setting : byName(settings).values()) {
            known.add(setting.name());
            known.add(setting.fileName());
        }
        var unknown = new ArrayList<UnknownName>();
        for (String name : environment.names()) {
            if (known.contains(name) || SILENT.matcher(name).matches() || isServiceLink(environment, name)) {
                continue;
            }
            String suggestion = nearest(name, known);
            if (!suggestion.isEmpty() || PREFIXES.stream().anyMatch(name::startsWith)) {
                unknown.add(UnknownName.of(name, suggestion));
            }
        }
        return unknown;
    }

    private static boolean isServiceLink(Environment environment, String name) {
        return name.endsWith("_PORT") && Parsers.isServiceLink(environment.raw(name));
    }

    private static String nearest(String name, SortedSet<String> known) {
        String nearest = "";
        int least = NEAR + 1;
        for (String candidate : known) {
            int distance = editDistance(name, candidate, least);
            if (distance < least) {
                nearest = candidate;
                least = distance;
            }
        }
        return nearest;
    }

    /// Insertions, deletions and replacements that turn one text into the other; `limit` when it takes as many or more,
    /// which most pairs of names show after a few letters.
    static int editDistance(String one, String other, int limit) {
        if (Math.abs(one.length() - other.length()) >= limit) {
            return limit;
        }
        int[] above = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] current = new int[other.length() + 1];
            current[0] = row;
            int least = row;
            for (int column = 1; column <= other.length(); column++) {
                int replaced = above[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
                least = Math.min(least, current[column]);
            }
            if (least >= limit) {
                return limit;
            }
            above = current;
        }
        return Math.min(limit, above[other.length()]);
    }

    private static SortedMap<String, Setting<?>> byName(Collection<? extends Setting<?>> settings) {
        var byName = new TreeMap<String, Setting<?>>();
        for (var setting : settings) {
            var earlier = byName.putIfAbsent(setting.name(), setting);
            if (earlier != null && !earlier.equals(setting)) {
                throw new IllegalArgumentException("setting " + setting.name() + " is declared twice");
            }
        }
        return byName;
    }

    private static String row(Setting<?> setting) {
        String defaultText = setting.defaultText() == null ? "–" : "`" + setting.defaultText() + "`";
        return "| `" + setting.name() + "` | " + setting.unit() + " | " + cell(defaultText) + " | "
                + cell(setting.meaning()) + " |";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
