package dev.fixway.persistence.sql;

import static java.util.stream.Collectors.joining;

import dev.fixway.engine.domain.UtcText;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The columns of the table `event` and how an event fills them.
final class EventColumns {
    /// Fields with a column of their own: those by which people look for events and read an order's story. The payload
    /// has all.
    static final List<LedgerField> FIELDS = List.of(LedgerField.EVENT_TYPE, LedgerField.EVENT_TIME,
            LedgerField.RECORDED_AT, LedgerField.REASON_CODE, LedgerField.REASON_TEXT, LedgerField.ACTOR_ID,
            LedgerField.SESSION_ID, LedgerField.ACCOUNT, LedgerField.ORDER_ID, LedgerField.CL_ORD_ID,
            LedgerField.PROVIDER, LedgerField.PROVIDER_ORDER_ID, LedgerField.SYMBOL, LedgerField.SIDE,
            LedgerField.PRICE, LedgerField.ORDER_QTY, LedgerField.ORD_STATUS, LedgerField.CUM_QTY,
            LedgerField.LEAVES_QTY, LedgerField.EXEC_ID, LedgerField.LAST_QTY, LedgerField.LAST_PX);
    private static final List<LedgerField> DECIMALS = List.of(LedgerField.PRICE, LedgerField.ORDER_QTY,
            LedgerField.LAST_PX,
            LedgerField.LAST_QTY);
    private static final List<String> SHOWN = Stream.of(Stream.of("seq", "prev_hash", "hash"),
            FIELDS.stream().map(LedgerField::column), DECIMALS.stream().map(field -> field.column() + "_decimal"))
            .flatMap(names -> names)
            .toList();
    private static final int PRECISION = 38;
    private static final int SCALE = 18;

    private final QueryDatabase database;
    private final List<String> names;

    EventColumns(QueryDatabase database) {
        this.database = database;
        names = database.hasOwnPayload() ? Stream.concat(SHOWN.stream(), Stream.of("payload")).toList() : SHOWN;
    }

    /// All column names, in the order in which [#bind] fills them.
    List<String> names() {
        return names;
    }

    String insert() {
        return "INSERT INTO event (" + String.join(", ", names) + ") VALUES ("
                + names.stream().map(_ -> "?").collect(joining(", ")) + ")";
    }

    /// The values of an event's row, in the order of [#names].
    List<@Nullable Object> values(StoredEvent stored) {
        LedgerEvent event = stored.event();
        @Nullable
        Object[] values = new Object[names.size()];
        int at = 0;
        values[at++] = event.seq();
        values[at++] = stored.previousHash();
        values[at++] = stored.hash();
        for (LedgerField field : FIELDS) {
            values[at++] = isTime(field) ? time(event.get(field)) : text(event.get(field));
        }
        for (LedgerField field : DECIMALS) {
            values[at++] = decimal(event.get(field));
        }
        if (database.hasOwnPayload()) {
            values[at] = stored.canonical();
        }
        return Arrays.asList(values);
    }

    void bind(PreparedStatement insert, StoredEvent stored) throws SQLException {
        int at = 1;
        for (Object value : values(stored)) {
            if (value == null) {
                insert.setNull(at++, Types.NULL);
            } else {
                insert.setObject(at++, value);
            }
        }
    }

    private @Nullable String text(@Nullable String value) {
        return value == null ? null : database.text(value);
    }

    private static boolean isTime(LedgerField field) {
        return field == LedgerField.EVENT_TIME || field == LedgerField.RECORDED_AT;
    }

    private static @Nullable OffsetDateTime time(@Nullable String text) {
        try {
            return text == null ? null : UtcText.instant(text).truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
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
