package dev.fixway.persistence.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/// The head row: how far the ledger is, and who may write it.
///
/// - `epoch`: rises whenever a writer takes or takes up again; what was sent under an earlier one is refused
/// - `writer`: the process that may write
/// - `hash`: the chain after the last group
@SuppressWarnings("ArrayRecordComponent") // Compared by isAt alone, never changed.
record Head(String installation, long epoch, String writer, long seq, long group, byte[] hash) {
    static final String COLUMNS = "installation, epoch, writer, seq, group_number, hash";

    static Head of(ResultSet row) throws SQLException {
        return new Head(row.getString(1), row.getLong(2), row.getString(3), row.getLong(4), row.getLong(5),
                row.getBytes(6));
    }

    /// Whether both stand after the same group.
    boolean isAt(Head other) {
        return seq == other.seq && group == other.group && Arrays.equals(hash, other.hash);
    }

    /// The head after one more group of the same writer.
    Head after(long newSeq, byte[] newHash) {
        return new Head(installation, epoch, writer, newSeq, group + 1, newHash);
    }

    /// The same place under another epoch.
    Head at(long newEpoch) {
        return new Head(installation, newEpoch, writer, seq, group, hash);
    }
}
