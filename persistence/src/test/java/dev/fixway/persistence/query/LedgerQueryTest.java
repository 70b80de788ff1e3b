package dev.fixway.persistence.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerQueryTest {
    private static final String ORDER = "AB1200000000000042";

    @TempDir
    Path dataDir = Path.of("set by JUnit");

    private final List<LedgerEvent> events = List.of(
            LedgerEvent.of(EventType.ORDER_RECEIVED)
                    .set(LedgerField.EVENT_TIME, "2026-11-21T10:00:00.000000001Z")
                    .set(LedgerField.ACCOUNT, "MAIN")
                    .set(LedgerField.ACTOR_ID, "FIX.4.4:FIXWAY->CLIENT1")
                    .set(LedgerField.ORDER_ID, ORDER)
                    .set(LedgerField.CL_ORD_ID, "A\"1")
                    .set(LedgerField.SYMBOL, "AAPL")
                    .set(LedgerField.SIDE, "BUY")
                    .set(LedgerField.ORDER_QTY, "10.00")
                    .set(LedgerField.RAW_MESSAGE, "8=FIX\u00019")
                    .at(1),
            LedgerEvent.of(EventType.FILL)
                    .set(LedgerField.EVENT_TIME, "2026-11-21T10:00:01Z")
                    .set(LedgerField.ORDER_ID, ORDER)
                    .set(LedgerField.ORD_STATUS, "FILLED")
                    .set(LedgerField.PROVIDER_ORDER_ID, "V-9")
                    .set(LedgerField.EXEC_ID, ORDER + ".2")
                    .set(LedgerField.PROVIDER_CLIENT_ID, ORDER + "-1")
                    .set(LedgerField.SECONDARY_EXEC_ID, "F-7")
                    .set(LedgerField.LAST_PX, "0.1000000000000000000000000001")
                    .at(2),
            LedgerEvent.of(EventType.ORDER_DENIED)
                    .set(LedgerField.EVENT_TIME, "2026-11-21T10:00:02Z")
                    .set(LedgerField.ACTOR_ID, "FIX.4.4:FIXWAY->CLIENT1")
                    .set(LedgerField.CL_ORD_ID, "A\"1")
                    .set(LedgerField.EXEC_ID, "DEN-1")
                    .set(LedgerField.REASON_TEXT, "used before")
                    .at(3),
            LedgerEvent.of(EventType.GATEWAY_STOPPED).set(LedgerField.EVENT_TIME, "2026-11-21T10:00:03Z").at(4));

    @Test
    void findsAnOrderByEveryIdThatItHas() {
        try (Persistence persistence = Persistence.open(dataDir, PersistenceTest.SETTINGS)) {
            persistence.ledger().append(new Group(events, List.of(), List.of()));
            LedgerQuery query = persistence.query();

            assertThat(List.of(ORDER, ORDER + ".2", ORDER + "-1", "V-9", "F-7"))
                    .allSatisfy(id -> assertThat(query.eventsOf(id)).isEqualTo(events.subList(0, 2)));
            assertThat(query.eventsOf("A\"1")).isEqualTo(events.subList(0, 3));
            assertThat(query.eventsOf("DEN-1")).isEqualTo(events.subList(2, 3));
            assertThat(query.eventsOf("V-8")).isEmpty();
        }
    }

    @Test
    void writesAnEventAsALineInTheOrderOfTheFields() {
        assertThat(JsonRows.line(LedgerRow.of(events.getFirst()))).isEqualTo("""
                {"seq":1,"event_type":"ORDER_RECEIVED","event_time":"2026-11-21T10:00:00.000000001Z",\
                "actor_id":"FIX.4.4:FIXWAY->CLIENT1","account":"MAIN","order_id":"AB1200000000000042",\
                "cl_ord_id":"A\\"1","symbol":"AAPL","side":"BUY","order_qty":"10.00","raw_message":"8=FIX\\u00019"}""");
    }

    @Test
    void writesATableOfWhatIsThere() {
        assertThat(table(events.subList(0, 2))).containsExactly(
                "seq  event_time                      event_type      actor_id                 order_id            "
                        + "cl_ord_id  symbol  side  order_qty  ord_status  last_px                         exec_id",
                "1    2026-11-21T10:00:00.000000001Z  ORDER_RECEIVED  FIX.4.4:FIXWAY->CLIENT1  AB1200000000000042  "
                        + "A\"1        AAPL    BUY   10.00",
                "2    2026-11-21T10:00:01Z            FILL                                     AB1200000000000042  "
                        + "                                    FILLED      "
                        + "0.1000000000000000000000000001  AB1200000000000042.2");
    }

    private static List<String> table(List<LedgerEvent> events) {
        StringWriter text = new StringWriter();
        TableRows table = new TableRows(new PrintWriter(text), LedgerQuestion.Kind.EVENTS);
        events.stream().map(LedgerRow::of).forEach(table::write);
        table.end();
        return text.toString().lines().toList();
    }
}
