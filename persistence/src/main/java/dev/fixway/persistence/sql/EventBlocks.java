package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The tables `event_block`, `block_value` and `block_ending`: which times and values occur in a block of 256 events,
/// and how orders have ended that begin there.
///
/// One row for each value that a block has, not for each event that has it: a question reads some events too many, the
/// follower writes a tenth of the rows.
final class EventBlocks {
    private static final int BLOCK_BITS = 8;
    private static final List<LedgerField> FIELDS = List.of(LedgerField.EVENT_TYPE, LedgerField.ACCOUNT,
            LedgerField.SYMBOL, LedgerField.PROVIDER);

    private EventBlocks() {}

    /// The block of an event.
    static long of(long seq) {
        return seq >> BLOCK_BITS;
    }

    /// The first sequence of a block.
    static long firstSeq(long block) {
        return block << BLOCK_BITS;
    }

    /// Shows the visitor the values of an event by which blocks are found, some of them twice.
    static void visit(LedgerEvent event, BiConsumer<LedgerField, String> visitor) {
        for (LedgerField field : FIELDS) {
            String value = event.get(field);
            if (value != null) {
                visitor.accept(field, value);
            }
        }
        EventSessions.of(event).forEach(name -> visitor.accept(LedgerField.SESSION_ID, name));
    }

    /// The hash of a value.
    static long value(LedgerField field, String value) {
        return KeyHash.of(KeyHash.of(field.column()), KeyHash.of(value));
    }

    /// The hash by which blocks are found that begin orders which have ended so.
    static long ending(OrdStatus status) {
        return value(LedgerField.ORD_STATUS, status.name());
    }

    /// What a block must have for a filter: one value of each set.
    static List<Set<Long>> wanted(EventFilter filter) {
        List<Set<Long>> wanted = new ArrayList<>();
        if (!filter.types().isEmpty()) {
            Set<Long> types = new HashSet<>();
            for (EventType type : filter.types()) {
                types.add(value(LedgerField.EVENT_TYPE, type.name()));
            }
            wanted.add(types);
        }
        add(wanted, LedgerField.ACCOUNT, filter.account());
        add(wanted, LedgerField.SYMBOL, filter.symbol());
        add(wanted, LedgerField.PROVIDER, filter.provider());
        add(wanted, LedgerField.SESSION_ID, filter.session());
        return wanted;
    }

    private static void add(List<Set<Long>> wanted, LedgerField field, @Nullable String value) {
        if (value != null) {
            wanted.add(Set.of(value(field, value)));
        }
    }

    /// First and last times of a block; no time yet begins with `first` above `last`.
    record Times(long firstEvent, long lastEvent, long firstRecorded, long lastRecorded) {
        static final Times NONE = new Times(Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE);

        /// With one more event.
        Times with(LedgerEvent event) {
            var happened = EventTimes.of(event, LedgerField.EVENT_TIME);
            var recorded = EventTimes.of(event, LedgerField.RECORDED_AT);
            long h = happened == null ? 0 : EventTimes.nanos(happened);
            long r = recorded == null ? 0 : EventTimes.nanos(recorded);
            return new Times(happened == null ? firstEvent : Math.min(firstEvent, h),
                    happened == null ? lastEvent : Math.max(lastEvent, h),
                    recorded == null ? firstRecorded : Math.min(firstRecorded, r),
                    recorded == null ? lastRecorded : Math.max(lastRecorded, r));
        }

        /// What a row counts in the sum over all rows.
        long sum(long block) {
            return KeyHash.of(KeyHash.of(KeyHash.of(KeyHash.of(block, firstEvent), lastEvent), firstRecorded),
                    lastRecorded);
        }
    }
}
