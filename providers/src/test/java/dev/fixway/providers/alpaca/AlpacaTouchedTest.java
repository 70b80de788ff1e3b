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
    private static final AlpacaFill FIRST = fill(7, 7, FIRST_AT);
    private static final AlpacaFill SECOND = fill(20, 13, SECOND_AT);
    private final AlpacaBook book = new AlpacaBook();

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

    private static AlpacaFill repriced(AlpacaFill fill) {
        return fill.corrected(fill.qty(), Price.of("99.13"));
    }

    /// The order, filled whole, as history has shown it.
    private static AlpacaEntry entry(AlpacaBook book, AlpacaFill... history) {
        AlpacaEntry entry = book.see(order(20));
        for (AlpacaFill fill : history) {
            entry.learn(fill, null);
        }
        return entry;
    }

    private static List<String> ids(AlpacaEntry entry) {
        return entry.fills().stream().map(fill -> fill.fillId().value()).toList();
    }

    /// As history shows it all to the next process.
    private List<String> idsAfterARestart(AlpacaFill... history) {
        AlpacaBook next = new AlpacaBook();
        next.resume(book.cursor(SECOND_AT));
        return ids(entry(next, history));
    }

    @Test
    void aFillThatWasReadBeforeTheChangeWasHeardKeepsItsId() {
        AlpacaEntry entry = entry(book, FIRST, SECOND);
        entry.correct(FIRST, repriced(FIRST), order(20), CHANGED_AT);

        assertThat(entry.knows(SECOND)).isTrue();
        assertThat(ids(entry)).containsExactly("c7", "c20");
        assertThat(idsAfterARestart(FIRST, SECOND)).containsExactly("c7", "c20");
    }

    @Test
    void aSecondChangeThatHappenedEarlierRenamesNothing() {
        AlpacaEntry entry = entry(book, FIRST, SECOND);
        entry.correct(SECOND, repriced(SECOND), order(20), SECOND_AT);
        entry.correct(FIRST, repriced(FIRST), order(20), CHANGED_AT);

        assertThat(idsAfterARestart(FIRST, SECOND)).containsExactly("c7", "c20");
    }

    @Test
    void aFillThatComesAfterTheChangeHasItsTimeInItsId() {
        AlpacaFill first = fill(20, 20, FIRST_AT);
        AlpacaFill again = fill(20, 20, SECOND_AT);
        AlpacaEntry entry = entry(book, first);
        entry.bust(first, order(0), CHANGED_AT);
        book.see(order(20)).learn(again, null);

        String later = "c20t" + SECOND_AT.toEpochMilli();
        assertThat(ids(entry)).containsExactly(later);
        assertThat(idsAfterARestart(first, again)).containsExactly(later);
    }
}
