package dev.fixway.persistence.postgres;

import dev.fixway.engine.ledger.Snapshot;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The snapshots of the open state in the table `ledger.snapshot`, the last two of them: a gateway on another machine
/// begins with them too. Any thread.
final class PostgresSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSnapshots.class);
    private static final int KEPT = 2;
    private final Pool pool;

    PostgresSnapshots(Pool pool) {
        this.pool = pool;
    }

    /// The newest one that is not ahead of the ledger; those that are get discarded.
    @Nullable
    Snapshot latest(Head head) {
        discardAhead(head);
        Snapshot[] found = new Snapshot[1];
        pool.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT seq, group_number, state FROM ledger.snapshot ORDER BY group_number DESC LIMIT 1");
                    ResultSet rows = select.executeQuery()) {
                if (rows.next()) {
                    found[0] = new Snapshot(rows.getLong(1), rows.getLong(2), rows.getBytes(3));
                }
                return true;
            }
        });
        return found[0];
    }

    private void discardAhead(Head head) {
        int discarded = pool.transaction(connection -> {
            try (PreparedStatement delete = connection
                    .prepareStatement("DELETE FROM ledger.snapshot WHERE group_number > ? OR seq > ?")) {
                delete.setLong(1, head.group());
                delete.setLong(2, head.seq());
                return delete.executeUpdate();
            }
        });
        if (discarded > 0) {
            LOG.error("snapshots discarded count={} cause=ahead of the ledger headSeq={} headGroup={}", discarded,
                    head.seq(), head.group());
        }
    }

    /// Writes a snapshot and drops the ones before the last two.
    void keep(Snapshot snapshot) {
        pool.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO ledger.snapshot (group_number, seq, state) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
                    PreparedStatement delete = connection.prepareStatement("DELETE FROM ledger.snapshot"
                            + " WHERE group_number NOT IN (SELECT group_number FROM ledger.snapshot"
                            + " ORDER BY group_number DESC LIMIT " + KEPT + ")")) {
                insert.setLong(1, snapshot.group());
                insert.setLong(2, snapshot.seq());
                insert.setBytes(3, snapshot.state());
                insert.executeUpdate();
                return delete.executeUpdate();
            }
        });
    }
}
