package dev.fixway.persistence.postgres;

import dev.fixway.persistence.postgres.GroupRows.EventRow;
import dev.fixway.persistence.postgres.GroupRows.MarksRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Walks over the groups in a transaction, some hundred rows at a time. One thread.
final class GroupCursor implements AutoCloseable {
    private static final int FETCH_ROWS = 500;
    private static final String EVENTS = "SELECT seq, group_number, prev_hash, hash, payload FROM ledger.event"
            + " WHERE seq BETWEEN ? AND ? ORDER BY seq";
    private static final String MARKS = "SELECT group_number, first_seq, prev_hash, hash, marks FROM ledger.marks"
            + " WHERE group_number BETWEEN ? AND ? ORDER BY group_number";

    private final PreparedStatement selectEvents;
    private final PreparedStatement selectMarks;
    private final ResultSet events;
    private final ResultSet marks;
    private @Nullable EventRow nextEvent;
    private @Nullable MarksRow nextMarks;

    /// - `connection`: in a transaction, or all rows are fetched at once
    /// - `fromSeq`, `fromGroup`: the same place, where a group begins
    GroupCursor(Connection connection, long fromSeq, long fromGroup, Head until) throws SQLException {
        selectEvents = connection.prepareStatement(EVENTS);
        selectMarks = connection.prepareStatement(MARKS);
        events = rows(selectEvents, fromSeq, until.seq());
        marks = rows(selectMarks, fromGroup, until.group());
        nextEvent = event();
        nextMarks = marks();
    }

    private static ResultSet rows(PreparedStatement select, long from, long until) throws SQLException {
        select.setFetchSize(FETCH_ROWS);
        select.setLong(1, from);
        select.setLong(2, until);
        return select.executeQuery();
    }

    /// The next group; null after the last.
    @Nullable
    GroupRows next() throws SQLException {
        if (nextEvent == null && nextMarks == null) {
            return null;
        }
        long number = Math.min(nextEvent == null ? Long.MAX_VALUE : nextEvent.group(),
                nextMarks == null ? Long.MAX_VALUE : nextMarks.group());
        MarksRow ofGroup = null;
        if (nextMarks != null && nextMarks.group() == number) {
            ofGroup = nextMarks;
            nextMarks = marks();
        }
        List<EventRow> rows = new ArrayList<>();
        while (nextEvent != null && nextEvent.group() == number) {
            rows.add(nextEvent);
            nextEvent = event();
        }
        return new GroupRows(number, ofGroup, rows);
    }

    private @Nullable EventRow event() throws SQLException {
        return events.next()
                ? new EventRow(events.getLong(1), events.getLong(2), events.getBytes(3), events.getBytes(4),
                        events.getBytes(5))
                : null;
    }

    private @Nullable MarksRow marks() throws SQLException {
        return marks.next()
                ? new MarksRow(marks.getLong(1), marks.getLong(2), marks.getBytes(3), marks.getBytes(4),
                        marks.getBytes(5))
                : null;
    }

    @Override
    public void close() throws SQLException {
        try (PreparedStatement _ = selectEvents; PreparedStatement _ = selectMarks) {
            events.close();
            marks.close();
        }
    }
}
