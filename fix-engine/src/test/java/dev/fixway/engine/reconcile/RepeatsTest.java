package dev.fixway.engine.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.replay.LogReplay;
import dev.fixway.engine.replay.TagValues;
import dev.fixway.engine.session.FixFrames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a client asks again: a repeat of what the ledger has is no break, and nothing else passes for one.
class RepeatsTest {
    private static final String SESSION = "FIX.4.4:FIXWAY->CLIENT1";
    private static final String ORDER = "35=D|11=A|60=20260304-05:06:07|38=5|40=2|44=1|54=1|55=AAPL|59=1|";
    private static final String AGAIN = ORDER.replace("35=D|", "35=D|97=Y|").replace("05:06:07", "05:06:09");
    private static final String CANCEL = "35=F|11=C|41=A|60=20260304-05:06:08|54=1|55=AAPL|";
    private static final String DENIED = "35=8|11=A|14=0|17=DEN-1|37=NONE|38=5|39=8|54=1|55=AAPL|150=8|151=0|";

    @TempDir
    Path folder = Path.of("set by JUnit");
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<LedgerEvent> events = new ArrayList<>();
    private int epoch = 1;
    private int in;
    private int out;

    @BeforeEach
    void begin() throws IOException {
        logs("out", "35=0|");
    }

    @Test
    void aRepeatOfWhatTheLedgerHas() throws IOException {
        receives(ORDER);
        records(ORDER);
        receives(CANCEL);
        records(CANCEL);

        receives(AGAIN);
        receives(ORDER.replace("35=D|", "35=D|43=Y|122=20260304-05:06:07|"));
        receives(CANCEL.replace("35=F|", "35=F|97=Y|"));

        assertThat(kinds()).isEmpty();
    }

    @Test
    void aRepeatOfWhatNobodyAsked() throws IOException {
        receives(ORDER);
        records(ORDER);

        receives(AGAIN.replace("11=A", "11=B"));

        assertThat(kinds()).containsExactly(BreakClass.MISSING_IN_LEDGER);
    }

    @Test
    void aRepeatWithOtherTerms() throws IOException {
        receives(ORDER);
        records(ORDER);

        receives(AGAIN.replace("44=1|", "44=2|"));

        assertThat(kinds()).containsExactly(BreakClass.MISSING_IN_LEDGER);
    }

    @Test
    void aSecondOneThatIsNotMarked() throws IOException {
        receives(ORDER);
        records(ORDER);

        receives(ORDER);

        assertThat(kinds()).containsExactly(BreakClass.MISSING_IN_LEDGER);
    }

    @Test
    void aSecondOneUnderTheSameNumberBehindAReset() throws IOException {
        receives(ORDER);
        records(ORDER);
        records(ORDER);
        in = 0;
        epoch++;
        receives(ORDER.replace("44=1|", "44=2|"));
        records(ORDER.replace("44=1|", "44=2|"));

        assertThat(kinds()).isEmpty();
    }

    @Test
    void aRefusalIsToldOnceMoreForEachRepeat() throws IOException {
        receives(ORDER);
        records(ORDER);
        tells(DENIED);
        receives(AGAIN);
        logs("out", DENIED);

        assertThat(kinds()).isEmpty();
    }

    @Test
    void aRefusalThatIsToldAgainUnasked() throws IOException {
        receives(ORDER);
        records(ORDER);
        tells(DENIED);
        receives(AGAIN);
        logs("out", DENIED);
        logs("out", DENIED);

        assertThat(kinds()).containsExactly(BreakClass.DUPLICATE);
    }

    @Test
    void anotherRefusalThanTheFirst() throws IOException {
        receives(ORDER);
        records(ORDER);
        tells(DENIED);
        receives(AGAIN);
        logs("out", DENIED.replace("38=5", "38=6"));

        assertThat(kinds()).containsExactly(BreakClass.DUPLICATE);
    }

    @Test
    void whatTheSessionRefusesIsNotTheLedgers() throws IOException {
        receives(ORDER.replace("35=D|", "35=D|115=ELSE|"));
        logs("out", "35=j|45=" + in + "|58=no|372=D|379=A|380=7|");

        assertThat(kinds()).isEmpty();
    }

    @Test
    void whatTheEngineRefusesIsTheLedgers() throws IOException {
        receives(ORDER);
        logs("out", "35=j|45=" + in + "|58=no|372=D|379=A|380=4|");

        assertThat(kinds()).containsExactlyInAnyOrder(BreakClass.MISSING_IN_LEDGER, BreakClass.MISSING_IN_LEDGER);
    }

    private void receives(String message) throws IOException {
        in++;
        logs("in", message);
    }

    /// The ledger has the last request.
    private void records(String message) {
        events.add(LedgerEvent.of(EventType.ORDER_RECEIVED)
                .set(LedgerField.SESSION_ID, SESSION)
                .set(LedgerField.MSG_TYPE, message.substring(3, 4))
                .set(LedgerField.MSG_SEQ_NUM, in)
                .set(LedgerField.RAW_MESSAGE, message.replace('|', '\u0001'))
                .at(events.size() + 1L));
    }

    /// A report, which the ledger has too.
    private void tells(String message) throws IOException {
        events.add(LedgerEvent.of(EventType.ORDER_DENIED)
                .set(LedgerField.RECIPIENTS, SESSION)
                .set(LedgerField.REASON_TEXT, message.replace('|', '\u0001'))
                .at(events.size() + 1L));
        logs("out", message);
    }

    private void logs(String direction, String message) throws IOException {
        boolean isOut = "out".equals(direction);
        int number = isOut ? ++out : in;
        String body = message.replaceFirst("\\|", "|34=" + number + "|49=" + (isOut ? "FIXWAY" : "CLIENT1")
                + "|52=20260304-05:06:07|56=" + (isOut ? "CLIENT1" : "FIXWAY") + "|");
        log.write(("20260304-05:06:07.123456 " + direction + " e" + epoch + ' ').getBytes(StandardCharsets.ISO_8859_1));
        log.write(FixFrames.framed(body.replace('|', '\u0001')));
        log.write('\n');
    }

    private List<BreakClass> kinds() throws IOException {
        Path file = Files.write(folder.resolve("messages.log"), log.toByteArray());
        List<BreakClass> found = new ArrayList<>();
        ReportWire wire = (event, _, _) -> TagValues.of(event.text(LedgerField.REASON_TEXT));
        try (Reconciliation reconciliation = new Reconciliation(wire, 1, each -> found.add(each.kind()))) {
            reconciliation.reach(1_000);
            new LogReplay("FIXWAY").read(file, reconciliation::message, _ -> {
            });
            reconciliation.group(new Group(events, List.of(), List.of()));
            reconciliation.finish();
        }
        return found;
    }
}
