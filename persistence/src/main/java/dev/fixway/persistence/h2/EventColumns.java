package dev.fixway.persistence.h2;

import static java.util.stream.Collectors.joining;

import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The columns of the table `event` and how an event fills them.
final class EventColumns {
    /// Fields with a column of their own; the raw message lives in the payload.
    static final List<LedgerField> FIELDS = Arrays.stream(LedgerField.values())
            .filter(field -> field != LedgerField.RAW_MESSAGE)
            .toList();
    private static final List<LedgerField> DECIMALS = List.of(LedgerField.PRICE, LedgerField.ORDER_QTY,
            LedgerField.LAST_PX,
            LedgerField.LAST_QTY);
    private static final List<String> NAMES = Stream.of(Stream.of("seq", "prev_hash", "hash"),
            FIELDS.stream().map(LedgerField::column), DECIMALS.stream().map(field -> field.column() + "_decimal"),
            Stream.of("payload")).flatMap(names -> names).toList();
    private static final int PRECISION = 38;
    private static final int SCALE = 18;

    private EventColumns() {}

    /// All column names, in the order in which [#bind] fills them.
    static List<String> names() {
        return NAMES;
    }

    static String insert() {
        return "INSERT INTO event (" + String.join(", ", NAMES) + ") VALUES ("
                + NAMES.stream().map(_ -> "?").collect(joining(", ")) + ")";
    }

    /// The values of an event's row, in the order of [#names].
    static List<@Nullable Object> values(StoredEvent stored) {
        LedgerEvent event = stored.event();
        @Nullable
        Object[] values = new Object[NAMES.size()];
        int at = 0;
        values[at++] = event.seq();
        values[at++] = stored.previousHash();
        values[at++] = stored.hash();
        for (LedgerField field : FIELDS) {
            values[at++] = isTime(field) ? time(event.get(field)) : event.get(field);
        }
        for (LedgerField field : DECIMALS) {
            values[at++] = decimal(event.get(field));
        }
        values[at] = stored.canonical();
        return Arrays.asList(values);
    }

    static void bind(PreparedStatement insert, StoredEvent stored) throws SQLException {
        int at = 1;
        for (Object value : values(stored)) {
            if (value == null) {
                insert.setNull(at++, Types.VARCHAR);
            } else {
                insert.setObject(at++, value);
            }
        }
    }

    private static boolean isTime(LedgerField field) {
        return field == LedgerField.EVENT_TIME || field == LedgerField.RECORDED_AT;
    }

    private static @Nullable OffsetDateTime time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text).truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// Rounded for comparison; null when it does not fit.
    private static @Nullable BigDecimal decimal(@Nullable String text) {
        try {
            BigDecimal rounded = text == null ? null : new BigDecimal(text).setScale(SCALE, RoundingMode.HALF_EVEN);
            return rounded == null || rounded.precision() > PRECISION ? null : rounded;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
