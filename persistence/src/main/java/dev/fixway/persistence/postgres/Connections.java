package dev.fixway.persistence.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.fixway.config.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// Makes connections: single ones for the writer, pooled ones for whoever reads or follows.
final class Connections {
    private static final int POOLED_MAX = 8;
    /// The driver's way to say: from the first execution on.
    private static final String AT_ONCE = "1";

    private final PostgresSettings settings;

    Connections(PostgresSettings settings) {
        this.settings = settings;
    }

    PostgresSettings settings() {
        return settings;
    }

    /// A connection for the writer: every statement commits by itself.
    Connection forWriter() throws SQLException {
        Properties properties = login();
        properties.setProperty("ApplicationName", "fixway writer");
        properties.setProperty("socketTimeout", seconds());
        properties.setProperty("prepareThreshold", AT_ONCE);
        properties.setProperty("options", "-c lock_timeout=" + settings.timeout().toMillis());
        return DriverManager.getConnection(settings.url().jdbc().reveal(), properties);
    }

    /// The pool of everybody else. Bare names of tables are those of the query side.
    HikariDataSource pool() {
        Properties properties = login();
        properties.setProperty("ApplicationName", "fixway");
        properties.setProperty("currentSchema", "query");
        properties.setProperty("reWriteBatchedInserts", "true");
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger-postgres");
        config.setJdbcUrl(settings.url().jdbc().reveal());
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(POOLED_MAX);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.timeout().toMillis());
        config.setInitializationFailTimeout(settings.timeout().toMillis());
        return new HikariDataSource(config);
    }

    private Properties login() {
        Properties properties = new Properties();
        String user = settings.user();
        if (user != null) {
            properties.setProperty("user", user);
        }
        Secret password = settings.password();
        if (password != null) {
            properties.setProperty("password", password.reveal());
        }
        properties.setProperty("connectTimeout", seconds());
        properties.setProperty("loginTimeout", seconds());
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    /// How long a connection may take to show that it lives.
    int validSeconds() {
        return Math.toIntExact(Math.max(1, settings.timeout().toSeconds()));
    }

    private String seconds() {
        return String.valueOf(Math.max(1, settings.timeout().toSeconds()));
    }
}
