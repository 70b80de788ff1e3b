package dev.fixway.engine.ledger;

import dev.fixway.engine.domain.UtcText;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One event of the ledger: its sequence and its named fields, immutable.
public final class LedgerEvent {
    private final long seq;
    private final @Nullable String[] values;

    private LedgerEvent(long seq, @Nullable String[] values) {
        this.seq = seq;
        this.values = values;
    }

    /// Begins an event of this type.
    public static Builder of(EventType type) {
        return new Builder().set(LedgerField.EVENT_TYPE, type.name());
    }

    /// Begins an event without a type; for readers of stored events.
    static Builder blank() {
        return new Builder();
    }

    /// Position in the ledger, from 1, without gaps.
    public long seq() {
        return seq;
    }

    public EventType type() {
        return EventType.valueOf(text(LedgerField.EVENT_TYPE));
    }

    /// The field's value; null when the event has none.
    public @Nullable String get(LedgerField field) {
        return values[field.number()];
    }

    /// The value of the field with this number; null when the event has none.
    @Nullable
    String value(int number) {
        return values[number];
    }

    public boolean has(LedgerField field) {
        return values[field.number()] != null;
    }

    /// The field's value; throws LedgerException when the event has none.
    public String text(LedgerField field) {
        String value = values[field.number()];
        if (value == null) {
            throw new LedgerException("event " + seq + " has no " + field.column());
        }
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LedgerEvent event && event.seq == seq && Arrays.equals(event.values, values);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(seq) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("LedgerEvent[seq=").append(seq);
        for (LedgerField field : LedgerField.values()) {
            if (has(field)) {
                text.append(' ').append(field.column()).append('=').append(get(field));
            }
        }
        return text.append(']').toString();
    }

    /// Collects the fields of an event.
    public static final class Builder {
        private @Nullable String[] values = new String[LedgerField.count()];
        /// Whether an event has them: they are copied before the next change.
        private boolean isTaken;
        /// An event names the same moment more than once.
        private @Nullable Instant time;
        private @Nullable String timeText;

        private Builder() {}

        /// Sets a field; null leaves it absent.
        public Builder set(LedgerField field, @Nullable String value) {
            if (isTaken) {
                values = values.clone();
                isTaken = false;
            }
            values[field.number()] = value;
            return this;
        }

        /// Sets a field to the text of a value; null leaves it absent.
        public Builder set(LedgerField field, @Nullable Object value) {
            return set(field, value == null ? null : value.toString());
        }

        /// Sets a field to a time; null leaves it absent.
        public Builder set(LedgerField field, @Nullable Instant at) {
            if (at != null && !at.equals(time)) {
                time = at;
                timeText = UtcText.iso(at);
            }
            return set(field, at == null ? null : timeText);
        }

        /// Sets a flag, absent when false.
        public Builder flag(LedgerField field, boolean value) {
            return set(field, value ? "Y" : null);
        }

        /// The event at this position.
        public LedgerEvent at(long seq) {
            isTaken = true;
            return new LedgerEvent(seq, values);
        }
    }
}
