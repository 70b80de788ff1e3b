package dev.fixway.persistence.sql;

import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import java.time.Duration;
import java.util.List;

/// How long a question may wait for the database to follow the commit.
public record QuerySettings(Duration queryWait) {
    private static final Setting<Duration> QUERY_WAIT = Setting.millis("QUERY_WAIT_MS", 5_000,
            "How long a query waits for the query side to reach the last commit before it answers 503.");

    /// Every setting of the query side.
    public static List<Setting<?>> all() {
        return List.of(QUERY_WAIT);
    }

    public static QuerySettings read(Environment environment) {
        return new QuerySettings(environment.get(QUERY_WAIT));
    }
}
