package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.OrdStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The blocks that can hold what a filter wants, one after the other: each condition moves on to the next block that
/// has it, until all of them stand at the same one.
final class BlockSearch implements AutoCloseable {
    static final String OF_VALUE = "SELECT block FROM block_value WHERE block >= ? AND block <= ?"
            + " AND value_hash = ? ORDER BY block";
    static final String OF_ENDING = "SELECT block FROM block_ending WHERE block >= ? AND block <= ?"
            + " AND value_hash = ? ORDER BY block";
    static final String OF_TIMES = "SELECT block FROM event_block WHERE block >= ? AND block <= ?"
            + " AND last_event >= ? AND first_event <= ? ORDER BY block";

    private final Connection connection;
    private final boolean isNewestFirst;
    private final long last;
    /// Of each condition one must hold: the types of a question are several.
    private final List<List<BlockSteps>> conditions = new ArrayList<>();
    private long position;

    /// - `oldest`, `newest`: the blocks that are searched, both included
    BlockSearch(Connection connection, EventFilter filter, long oldest, long newest, boolean isNewestFirst)
            throws SQLException {
        this.connection = connection;
        this.isNewestFirst = isNewestFirst;
        this.position = isNewestFirst ? -newest : oldest;
        this.last = isNewestFirst ? -oldest : newest;
        for (Set<Long> alternatives : EventBlocks.wanted(filter)) {
            addOneOf(OF_VALUE, alternatives);
        }
        if (filter.from() != null || filter.to() != null) {
            conditions.add(List.of(steps(OF_TIMES,
                    filter.from() == null ? Long.MIN_VALUE : EventTimes.nanos(filter.from()),
                    filter.to() == null ? Long.MAX_VALUE : EventTimes.nanos(filter.to()))));
        }
    }

    /// Goes on to blocks only that begin orders which have ended in one of these ways.
    void alsoEnding(Set<OrdStatus> statuses) throws SQLException {
        addOneOf(OF_ENDING, statuses.stream().map(EventBlocks::ending).collect(Collectors.toSet()));
    }

    private void addOneOf(String sql, Set<Long> alternatives) throws SQLException {
        List<BlockSteps> steps = new ArrayList<>();
        conditions.add(steps);
        for (long value : alternatives) {
            steps.add(steps(sql, value));
        }
    }

    private BlockSteps steps(String sql, long... values) throws SQLException {
        PreparedStatement select = connection.prepareStatement(isNewestFirst ? sql + " DESC" : sql);
        for (int i = 0; i < values.length; i++) {
            select.setLong(i + 3, values[i]);
        }
        return new BlockSteps(select, isNewestFirst, last);
    }

    /// The next block; negative when there is none.
    long next() throws SQLException {
        long at = position;
        for (int agreed = 0; at <= last && agreed < conditions.size(); agreed++) {
            long found = seek(conditions.get(agreed), at);
            if (found != at) {
                at = found;
                agreed = -1;
            }
        }
        if (at > last) {
            position = BlockSteps.NONE;
            return -1;
        }
        position = at + 1;
        return isNewestFirst ? -at : at;
    }

    /// The nearest of the alternatives, all of which look only as far as another one has not found anything: one that
    /// never occurs does not read the whole history.
    private long seek(List<BlockSteps> alternatives, long at) throws SQLException {
        long from = at;
        for (long width = 1; from <= last; width *= 2) {
            long until = Math.min(last, from + width - 1);
            long nearest = BlockSteps.NONE;
            for (BlockSteps steps : alternatives) {
                nearest = Math.min(nearest, steps.seek(from, Math.min(until, nearest)));
            }
            if (nearest != BlockSteps.NONE) {
                return nearest;
            }
            from = until + 1;
        }
        return BlockSteps.NONE;
    }

    /// Blocks that conditions were asked about: no more rows of the tables of blocks were looked at.
    long blocksAsked() {
        return conditions.stream().flatMap(List::stream).mapToLong(BlockSteps::blocksAsked).sum();
    }

    @Override
    public void close() throws SQLException {
        for (List<BlockSteps> alternatives : conditions) {
            for (BlockSteps steps : alternatives) {
                steps.close();
            }
        }
    }
}
