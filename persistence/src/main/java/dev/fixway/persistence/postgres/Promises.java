package dev.fixway.persistence.postgres;

import dev.fixway.engine.ledger.LedgerException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the server promises about a commit: asked on every connection that the writer opens.
final class Promises {
    private static final Logger LOG = LoggerFactory.getLogger(Promises.class);
    /// Values under which a commit waits for the server's own disk, at least.
    private static final Set<String> WAITS = Set.of("on", "remote_apply");

    private Promises() {}

    /// - `isForPower`: a commit must survive a loss of power
    /// - Throws LedgerException when it must and the server does not see to that
    static void require(Connection connection, boolean isForPower) throws SQLException {
        if (!WAITS.contains(show(connection, "synchronous_commit"))) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET synchronous_commit = on");
            }
            if (!WAITS.contains(show(connection, "synchronous_commit"))) {
                throw new LedgerException("the server does not let synchronous_commit be on");
            }
        }
        if (show(connection, "fsync").equals("off")) {
            String what = "the server runs with fsync = off: a loss of power can damage the whole database";
            if (isForPower) {
                throw new LedgerException(
                        what + "; turn it on, or set LEDGER_DURABILITY=process if you mean to live with it");
            }
            LOG.warn("ledger is not safe: {}", what);
        }
        if (show(connection, "full_page_writes").equals("off")) {
            LOG.warn("ledger may not be safe: the server runs with full_page_writes = off, which only a file system"
                    + " that never tears a page makes good");
        }
    }

    static String show(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
