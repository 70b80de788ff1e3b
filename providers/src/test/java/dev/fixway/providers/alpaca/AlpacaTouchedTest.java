package dev.fixway.providers.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What fills are called when some of their order were taken back or changed: the same before and after a restart.
class AlpacaTouchedTest {
    private static final Instant FIRST_AT = Instant.parse("2026-03-10T14:31:02.100Z");
    private static final Instant CHANGED_AT = Instant.parse("2026-03-10T14:31:02.200Z");
    private static final Instant SECOND_AT = Instant.parse("2026-03-10T14:31:02.300Z");
    private static final String ID = "5f6e1f1c-0001";

    private static AlpacaOrder order(int filled) {
        return AlpacaOrder.of(AlpacaJson.read("""
                {"id":"%s","client_order_id":"%s","symbol":"AAPL","qty":"20","filled_qty":"%d","side":"buy",
                 "type":"market","time_in_force":"day","status":"partially_filled",
                 "created_at":"2026-03-10T14:31:02.000Z","updated_at":"2026-03-10T14:31:02.300Z"}
                """.formatted(ID, OrderId.of("TEST", 1).route(1), filled)));
    }

    private static AlpacaFill fill(int cumQty, int qty, Instant at) {
        return new AlpacaFill(ID, BigDecimal.valueOf(cumQty), Qty.of(Integer.toString(qty)), Price.of("100"), at);
    }

    private static List<String> ids(AlpacaBook.Entry entry) {
        return entry.fills().stream().map(fill -> fill.fillId().value()).toList();
    }

    /// As history shows it all to the next process.
    private static List<String> idsAfterARestart(AlpacaBook book, int filled, AlpacaFill... history) {
        AlpacaBook next = new AlpacaBook();
        next.resume(book.cursor(SECOND_AT));
        AlpacaBook.Entry entry = next.see(order(filled));
        for (AlpacaFill fill : history) {
            entry.learn(fill, null);
        }
        return ids(entry);
    }

    @Test
    void aFillThatWasReadBeforeTheChangeWasHeardKeepsItsId() {
        AlpacaBook book = new AlpacaBook();
        AlpacaFill first = fill(7, 7, FIRST_AT);
        AlpacaFill second = fill(20, 13, SECOND_AT);
        AlpacaBook.Entry entry = book.see(order(20));
        entry.learn(first, null);
        entry.learn(second, null);
        entry.correct(first, first.corrected(first.qty(), Price.of("99.13")), order(20), CHANGED_AT);

        assertThat(entry.knows(second)).isTrue();
        assertThat(ids(entry)).containsExactly("c7", "c20");
        assertThat(idsAfterARestart(book, 20, first, second)).containsExactly("c7", "c20");
    }

    @Test
    void aSecondChangeThatHappenedEarlierRenamesNothing() {
        AlpacaBook book = new AlpacaBook();
        AlpacaFill first = fill(7, 7, FIRST_AT);
        AlpacaFill second = fill(20, 13, SECOND_AT);
        AlpacaBook.Entry entry = book.see(order(20));
        entry.learn(first, null);
        entry.learn(second, null);
        entry.correct(second, second.corrected(second.qty(), Price.of("99.13")), order(20), SECOND_AT);
        entry.correct(first, first.corrected(first.qty(), Price.of("99.13")), order(20), CHANGED_AT);

        assertThat(idsAfterARestart(book, 20, first, second)).containsExactly("c7", "c20");
    }

    @Test
    void aFillThatComesAfterTheChangeHasItsTimeInItsId() {
        AlpacaBook book = new AlpacaBook();
        AlpacaFill first = fill(20, 20, FIRST_AT);
        AlpacaFill again = fill(20, 20, SECOND_AT);
        AlpacaBook.Entry entry = book.see(order(20));
        entry.learn(first, null);
        entry.bust(first, order(0), CHANGED_AT);
        book.see(order(20)).learn(again, null);

        String later = "c20t" + SECOND_AT.toEpochMilli();
        assertThat(ids(entry)).containsExactly(later);
        assertThat(idsAfterARestart(book, 20, first, again)).containsExactly(later);
    }
}
