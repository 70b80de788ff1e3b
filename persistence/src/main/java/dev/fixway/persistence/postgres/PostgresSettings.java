package dev.fixway.persistence.postgres;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.config.Secret;
import dev.fixway.config.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the PostgreSQL server is and how long it may keep the gateway waiting.
///
/// - `timeout`: for a connection, an answer, a lock
public record PostgresSettings(DatabaseUrl url, @Nullable String user, @Nullable Secret password, Duration timeout) {
    private static final Setting<DatabaseUrl> URL = Setting
            .secret("DATABASE_URL",
                    "PostgreSQL server that holds the ledger, as `postgresql://host:5432/name` or "
                            + "`jdbc:postgresql://…`; without it the ledger is in files under `DATA_DIR`.")
            .as("a URL of PostgreSQL", DatabaseUrl::parse)
            .emptyMeansUnset();
    private static final Setting<String> USER = Setting.optionalText("DATABASE_USER",
            "User of the PostgreSQL database; goes before one in `DATABASE_URL`.");
    private static final Setting<Secret> PASSWORD = Setting.secret("DATABASE_PASSWORD",
            "Password of that user; goes before one in `DATABASE_URL`.");
    private static final Setting<Duration> TIMEOUT = Setting.millis("DATABASE_TIMEOUT_MS", 10_000, 1_000, 600_000,
            "How long the PostgreSQL server may take to accept a connection or to answer a commit.");

    /// Every setting of the PostgreSQL ledger.
    public static List<Setting<?>> all() {
        return List.of(URL, USER, PASSWORD, TIMEOUT);
    }

    /// Empty when the ledger is in files.
    ///
    /// - Throws ConfigException when a value is wrong, or when there is a user or password without a URL
    public static Optional<PostgresSettings> read(Environment environment) {
        Optional<DatabaseUrl> url = environment.find(URL);
        Optional<String> user = environment.find(USER);
        Optional<Secret> password = environment.find(PASSWORD);
        Duration timeout = environment.get(TIMEOUT);
        if (url.isEmpty() && (user.isPresent() || password.isPresent())) {
            throw new ConfigException("DATABASE_USER and DATABASE_PASSWORD mean nothing without DATABASE_URL");
        }
        return url.map(found -> new PostgresSettings(found, user.orElse(found.user()),
                password.orElse(found.password()), timeout));
    }
}
