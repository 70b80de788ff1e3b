package dev.fixway.engine.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.MarketListener;
import dev.fixway.engine.provider.Quote;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuoteBoardTest {
    private static final ProviderId VENUE = new ProviderId("venue");
    private static final Symbol AAPL = new Symbol("AAPL");
    private static final Instant AT = Instant.parse("2026-03-02T09:30:00Z");
    private final MarketLane lane = new MarketLane();
    private final QuoteBoard board = new QuoteBoard();
    private final MarketListener listener = board.listener(VENUE, lane.listener("venue", Set.of(AAPL)));

    private static Quote quote(String last, Instant at) {
        Price price = Price.of(last);
        return new Quote(AAPL, "venue", price, null, price, null, price, null, at);
    }

    @Test
    void keepsTheLatestQuoteUntilPricesStop() {
        listener.onQuote(quote("10", AT));
        listener.onQuote(quote("11", AT.plusSeconds(1)));

        assertThat(board.of(VENUE, AAPL)).isEqualTo(new LastPrices.LastPrice(Price.of("11"), AT.plusSeconds(1)));
        assertThat(board.of(VENUE, new Symbol("MSFT"))).isNull();
        assertThat(board.of(new ProviderId("other"), AAPL)).isNull();

        listener.onPricesLost(AT.plusSeconds(2));

        assertThat(board.of(VENUE, AAPL)).isNull();
        assertThat(lane.stale()).hasSize(1);
    }

    @Test
    void forgetsWhatAnEarlierAdapterTold() {
        listener.onQuote(quote("10", AT));
        board.listener(VENUE, lane.listener("venue", Set.of(AAPL)));

        assertThat(board.of(VENUE, AAPL)).isNull();
    }
}
