package dev.fixway.gateway;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How the log is written: for people, or as one JSON object a line where a platform collects it.
///
/// Logback reads both as system properties when the first logger is made.
final class Logging {
    static final String FORMAT = "fixway.log.format";
    static final String LEVEL = "fixway.log.level";
    private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE", "OFF");

    private Logging() {}

    /// Sets both by the variables of the process; called before anything logs.
    ///
    /// - `FIXWAY_LOG_LEVEL`: a level in any letter case; anything else counts as `INFO`
    /// - JSON when `K_SERVICE` is set, or `ENVIRONMENT` to anything but `local`
    static void configure(Map<String, String> environment) {
        System.setProperty(LEVEL, level(environment));
        System.setProperty(FORMAT, isCollected(environment) ? "json" : "text");
    }

    static String level(Map<String, String> environment) {
        String level = environment.getOrDefault("FIXWAY_LOG_LEVEL", "INFO").toUpperCase(Locale.ROOT);
        return LEVELS.contains(level) ? level : "INFO";
    }

    static boolean isCollected(Map<String, String> environment) {
        return environment.containsKey("K_SERVICE")
                || !environment.getOrDefault("ENVIRONMENT", "local").equals("local");
    }
}
