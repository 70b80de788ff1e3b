package dev.fixway.persistence.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.persistence.journal.RandomEvents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers in pages while the ledger grows: nothing twice, nothing left out.
class LedgerPagesTest {
    @TempDir
    Path dataDir = Path.of("set by JUnit");

    private Persistence persistence = none();
    private RandomEvents random = new RandomEvents(3, "PAGE", 0);

    @BeforeEach
    void open() {
        persistence = Persistence.open(dataDir, PersistenceTest.SETTINGS);
        random = new RandomEvents(3, persistence.ledger().installation(), 0);
        append(700);
    }

    @AfterEach
    void close() {
        persistence.close();
    }

    private void append(int count) {
        persistence.ledger().append(new Group(random.events(count), List.of(), List.of()));
    }

    private LedgerPage page(Map<String, String> words, long rows) {
        return persistence.query().page(LedgerQuestion.of(words), rows);
    }

    private List<LedgerRow> whole(Map<String, String> words) {
        return page(words, Long.MAX_VALUE).rows();
    }

    @Test
    void showsEveryEventOnceWhileOthersAreRecorded() {
        Map<String, String> asked = new HashMap<>(Map.of("type", "FILL,PARTIAL_FILL"));
        List<LedgerRow> expected = whole(asked);
        List<LedgerRow> found = new ArrayList<>();
        LedgerPage page;
        do {
            page = page(asked, 7);
            found.addAll(page.rows());
            asked.put("after", Objects.requireNonNull(page.next()));
            append(13);
        } while (page.isMore());

        assertThat(found).isEqualTo(expected).hasSizeGreaterThan(70);
        List<LedgerRow> later = page(asked, 10_000).rows();
        asked.remove("after");
        found.addAll(later);
        assertThat(found).isEqualTo(whole(asked));
        assertThat(later).isNotEmpty();
    }

    @Test
    void keepsTheMeaningOfAnIdFromPageToPage() {
        Map<String, String> asked = new HashMap<>(Map.of("id", "c3"));
        List<LedgerRow> expected = whole(asked);
        LedgerPage page = page(asked, 5);
        List<LedgerRow> found = new ArrayList<>(page.rows());
        // From here on the id leads to more orders, with events that stand before what was shown.
        append(300);
        while (page.isMore()) {
            asked.put("after", Objects.requireNonNull(page.next()));
            page = page(asked, 5);
            found.addAll(page.rows());
        }

        assertThat(found).isEqualTo(expected).hasSizeGreaterThan(10);
        assertThat(page.next()).isNull();
        assertThat(whole(Map.of("id", "c3"))).hasSizeGreaterThan(expected.size());
    }

    @Test
    void endsAPageThatWouldBecomeTooLong() {
        Ledger ledger = persistence.ledger();
        List<LedgerEvent> long1 = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            long1.add(LedgerEvent.of(EventType.SESSION_LOGON)
                    .set(LedgerField.RAW_MESSAGE, "x".repeat(60_000))
                    .set(LedgerField.SESSION_ID, "LONG")
                    .at(ledger.headSeq() + 1 + i));
        }
        ledger.append(new Group(long1, List.of(), List.of()));

        LedgerPage first = page(Map.of("session", "LONG"), 1_000);
        LedgerPage second = page(Map.of("session", "LONG", "after", Objects.requireNonNull(first.next())), 1_000);

        assertThat(first.rows()).hasSizeBetween(60, 80);
        assertThat(first.isMore()).isTrue();
        assertThat(first.rows().size() + second.rows().size()).isEqualTo(100);
        assertThat(second.isMore()).isFalse();
    }

    @Test
    void showsTheLastRowsInTheirOrderAndGoesOnBehindThem() {
        for (Map<String, String> asked : List.of(Map.<String, String>of(), Map.of("type", "FILL,PARTIAL_FILL"),
                Map.of("id", "c3"), Map.of("symbol", "AAPL", "account", "MAIN"))) {
            List<LedgerRow> all = whole(asked);
            Map<String, String> last = new HashMap<>(asked);
            last.put("last", "4");

            assertThat(page(last, 1_000).rows()).as(asked.toString())
                    .hasSize(4)
                    .isEqualTo(all.subList(all.size() - 4, all.size()));
        }
        Map<String, String> asked = new HashMap<>(Map.of("last", "1000"));
        LedgerPage page = page(asked, 1_000);
        assertThat(page.rows()).isEqualTo(whole(Map.of())).hasSize(700);
        append(10);
        asked.remove("last");
        asked.put("after", Objects.requireNonNull(page.next()));
        assertThat(page(asked, 1_000).rows()).hasSize(10);
    }

    @Test
    void saysWhatMayBeAskedFromTheEnd() {
        for (Map<String, String> asked : List.of(Map.of("last", "0"), Map.of("last", "1001"), Map.of("last", "x"),
                Map.of("last", "5", "limit", "5"), Map.of("last", "5", "after", "7"),
                Map.of("last", "5", "as_of", "2026-11-21"))) {
            assertThatThrownBy(() -> LedgerQuestion.of(asked)).as(asked.toString())
                    .isInstanceOfSatisfying(BadQuestionException.class, e -> assertThat(e.member()).isEqualTo("last"))
                    .hasMessageContaining("allowed");
        }
        List<LedgerEvent> wide = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            wide.add(LedgerEvent.of(EventType.SESSION_LOGON)
                    .set(LedgerField.RAW_MESSAGE, "x".repeat(60_000))
                    .at(persistence.ledger().headSeq() + 1 + i));
        }
        persistence.ledger().append(new Group(wide, List.of(), List.of()));
        assertThat(page(Map.of("last", "60"), 1_000).rows()).hasSize(60);
        assertThatThrownBy(() -> page(Map.of("last", "80"), 1_000)).isInstanceOf(BadQuestionException.class)
                .hasMessageContaining("allowed are fewer");
    }

    @Test
    void refusesACursorAheadOfTheLedger() {
        String next = Objects.requireNonNull(page(Map.of(), 10_000).next());
        persistence.close();
        Path other = dataDir.resolve("other");
        persistence = Persistence.open(other, PersistenceTest.SETTINGS);

        assertThatThrownBy(() -> page(Map.of("after", next), 10)).isInstanceOf(BadQuestionException.class)
                .hasMessageContaining("ahead of the ledger, which ends at event 0");
    }

    @SuppressWarnings("NullAway") // JUnit calls open() before anything reads the field.
    private static Persistence none() {
        return null;
    }
}
