package dev.fixway.persistence.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The blocks that one condition finds, one after the other, oldest or newest first.
///
/// It asks for a window of blocks at a time, bounded on both sides and growing while it goes on, so that no plan of a
/// database can make it read more than that: neither a value of every block nor a rare one costs more as history grows
/// than the blocks that are gone through.
///
/// Positions are block numbers, negated when the newest comes first, so that they rise in either direction.
final class BlockSteps implements AutoCloseable {
    /// Behind the last block.
    static final long NONE = Long.MAX_VALUE;
    private static final int NARROWEST = 16;
    private static final int WIDEST = 16_384;

    private final PreparedStatement select;
    private final boolean isNewestFirst;
    private final long last;
    private final List<Long> found = new ArrayList<>();
    private int next;
    private long windowFrom = NONE;
    private long windowTo = Long.MIN_VALUE;
    private int width = NARROWEST;
    private long blocksAsked;

    /// - `select`: finds blocks in their order, newest first if so wanted; its first two values are left to this class:
    ///   the lowest and the highest block
    /// - `last`: the last position
    BlockSteps(PreparedStatement select, boolean isNewestFirst, long last) {
        this.select = select;
        this.isNewestFirst = isNewestFirst;
        this.last = last;
    }

    /// The first position from `at` to `until` that has what is looked for, or [#NONE]; `at` never falls.
    long seek(long at, long until) throws SQLException {
        long from = at;
        long end = Math.min(until, last);
        while (from <= end) {
            if (from < windowFrom || from > windowTo) {
                width = from == windowTo + 1 ? Math.min(2 * width, WIDEST) : NARROWEST;
                read(from);
            }
            while (next < found.size()) {
                if (found.get(next) >= from) {
                    return found.get(next) <= end ? found.get(next) : NONE;
                }
                next++;
            }
            from = windowTo + 1;
        }
        return NONE;
    }

    private void read(long from) throws SQLException {
        windowFrom = from;
        windowTo = Math.min(last, from + width - 1);
        blocksAsked += windowTo - windowFrom + 1;
        found.clear();
        next = 0;
        select.setLong(1, isNewestFirst ? -windowTo : windowFrom);
        select.setLong(2, isNewestFirst ? -windowFrom : windowTo);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(isNewestFirst ? -rows.getLong(1) : rows.getLong(1));
            }
        }
    }

    /// Blocks of all windows so far: no more rows were looked at.
    long blocksAsked() {
        return blocksAsked;
    }

    @Override
    public void close() throws SQLException {
        select.close();
    }
}
