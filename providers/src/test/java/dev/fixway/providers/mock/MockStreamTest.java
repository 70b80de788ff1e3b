package dev.fixway.providers.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.AccountFigures;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.MarketListener;
import dev.fixway.engine.provider.MarketSubscription;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.Timeframe;
import dev.fixway.engine.provider.VenueOrder;
import dev.fixway.engine.provider.VenuePosition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MockStreamTest {
    private static final Symbol AAPL = new Symbol("AAPL");
    @TempDir
    private Path folder;
    private DrivenMock mock;
    private Provider provider;
    private final Heard heard = new Heard();

    @BeforeEach
    void open() {
        mock = new DrivenMock(folder, (String) null);
        provider = mock.adapter();
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private void start(MarketSubscription... wanted) {
        provider.market().stream(Set.of(wanted), heard);
        provider.start(new Deaf(), null);
    }

    @Test
    void streamsFourSymbolsUnasked() {
        start();
        assertThat(heard.bars).extracting(bar -> bar.symbol().value())
                .containsExactlyInAnyOrder("AAPL", "MSFT", "BTCUSD", "EURUSD");

        mock.pass(Duration.ofSeconds(6));

        assertThat(heard.bars).hasSize(16).allMatch(bar -> bar.timeframe() == Timeframe.M1);
        assertThat(heard.quotes).isEmpty();
        assertThat(heard.ups).isEqualTo(1);
    }

    @Test
    void streamsWhatIsAskedForQuotesFirst() {
        start(new MarketSubscription(AAPL, true, Set.of(Timeframe.H1)),
                new MarketSubscription(new Symbol("*"), true, Set.of()));
        mock.pass(Duration.ofSeconds(2));

        assertThat(heard.order).filteredOn(text -> text.endsWith("AAPL"))
                .containsExactly("quote AAPL", "bar AAPL", "quote AAPL", "bar AAPL");
        assertThat(heard.order).filteredOn(text -> text.endsWith("*")).containsExactly("quote *", "quote *");
    }

    @Test
    void streamsThePricesThatItIsAskedFor() {
        start(new MarketSubscription(AAPL, true, Set.of(Timeframe.M1)));
        mock.pass(Duration.ofSeconds(4));

        Bar bar = heard.bars.getLast();
        assertThat(heard.quotes.getLast()).isEqualTo(provider.market().quote(AAPL));
        assertThat(bar.close()).isEqualTo(heard.quotes.getLast().last());
        assertThat(bar.start()).isEqualTo(mock.clock.instant());
        assertThat(bar.high().value()).isGreaterThanOrEqualTo(bar.open().value().max(bar.close().value()));
        assertThat(bar.low().value()).isLessThanOrEqualTo(bar.open().value().min(bar.close().value()));
        assertThat(bar.volume().value().intValueExact()).isBetween(1_000, 9_999);
    }

    @Test
    void tellsPositionAndAccountAfterAFill() {
        start();
        trade("MOCK00000000000001", Side.BUY, "4");
        trade("MOCK00000000000002", Side.SELL, "4");

        assertThat(heard.positions).extracting(position -> position.quantity().toString()).containsExactly("4", "0");
        assertThat(heard.positions).extracting(VenuePosition::id).containsOnly("mock-pos-AAPL");
        assertThat(heard.accounts).hasSize(2);
    }

    @Test
    void tellsThemAfterAFillThatWasPartOfAnAnswer() {
        provider.close();
        mock = new DrivenMock(folder, new MockSettings(DrivenMock.SEED, Duration.ZERO, null, 10, 10));
        provider = mock.adapter();
        start();
        trade("MOCK00000000000001", Side.BUY, "4");

        assertThat(heard.positions).extracting(position -> position.quantity().toString()).containsExactly("4");
        assertThat(heard.accounts).hasSize(1);
    }

    @Test
    void endsWithTheVenue() {
        start();
        provider.close();
        int told = heard.bars.size();
        mock.pass(Duration.ofSeconds(10));

        assertThat(heard.bars).hasSize(told);
    }

    private void trade(String orderId, Side side, String quantity) {
        RouteId route = new OrderId(orderId).route(1);
        provider.submit(new ProviderCall.Submit(route, AAPL, side, mock.trading(Qty.of(quantity), TimeInForce.GTC),
                dev.fixway.engine.domain.Handling.PLAIN));
        mock.moveOn();
    }

    private static final class Heard implements MarketListener {
        final List<String> order = new ArrayList<>();
        final List<Quote> quotes = new ArrayList<>();
        final List<Bar> bars = new ArrayList<>();
        final List<VenuePosition> positions = new ArrayList<>();
        final List<AccountFigures> accounts = new ArrayList<>();
        int ups;

        @Override
        public void onQuote(Quote quote) {
            quotes.add(quote);
            order.add("quote " + quote.symbol());
        }

        @Override
        public void onBar(Bar bar) {
            bars.add(bar);
            order.add("bar " + bar.symbol());
        }

        @Override
        public void onPosition(VenuePosition position) {
            positions.add(position);
        }

        @Override
        public void onAccount(AccountFigures figures, AccountNews news) {
            accounts.add(figures);
        }

        @Override
        public void onPricesUp() {
            ups++;
        }

        @Override
        public void onPricesLost(Instant since) {
            throw new AssertionError("the mock loses nothing");
        }
    }

    private static final class Deaf implements ProviderListener {
        @Override
        public void onEvent(ProviderEvent event, @Nullable String cursor) {
            // Of orders.
        }

        @Override
        public void onForeign(VenueOrder order, @Nullable String cursor) {
            throw new AssertionError("nobody else trades there");
        }

        @Override
        public boolean isOurs(String clientId) {
            return true;
        }

        @Override
        public void onConnected() {
            // As expected.
        }

        @Override
        public void onLost(String cause) {
            throw new AssertionError("the mock loses nothing");
        }
    }
}
