package dev.fixway.providers.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.VenuePosition;
import dev.fixway.providers.Heard;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No position grows beyond what a quantity can say: the mock refuses what could take it there.
class MockPositionBoundTest {
    private static final Symbol AAPL = new Symbol("AAPL");
    private static final Symbol MSFT = new Symbol("MSFT");
    private static final String MOST = "99999999999999999999";

    @TempDir
    private Path folder;

    private DrivenMock mock;
    private Provider provider;
    private int orders;

    @BeforeEach
    void open() {
        mock = new DrivenMock(folder, "0.5");
        provider = started();
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private Provider started() {
        Provider started = mock.started(new Heard());
        mock.pass(Duration.ZERO);
        return started;
    }

    private Outcome submit(Symbol symbol, Side side, Terms terms, Handling handling) {
        return provider.submit(new ProviderCall.Submit(route(++orders), symbol, side, terms, handling));
    }

    private Outcome market(Side side, String qty) {
        return submit(AAPL, side, mock.trading(Qty.of(qty), TimeInForce.GTC), Handling.PLAIN);
    }

    private Outcome resting(Side side, String qty) {
        return submit(AAPL, side, mock.resting(Qty.of(qty), TimeInForce.GTC), Handling.PLAIN);
    }

    private Outcome closing(Side side, String qty) {
        return submit(AAPL, side, mock.trading(Qty.of(qty), TimeInForce.GTC),
                new Handling(true, false, false, null, "mock-pos-AAPL", null, null));
    }

    private static RouteId route(int number) {
        return OrderId.of("TEST", number).route(1);
    }

    private Outcome amend(int number, String qty) {
        return provider.replace(new ProviderCall.Replace(route(number), route(number), null, AAPL,
                Side.BUY, mock.resting(Qty.of(qty), TimeInForce.GTC)));
    }

    private static void assertAccepted(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    }

    private static void assertTooMuch(Outcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(RejectReason.EXCEEDS_LIMIT);
            assertThat(rejected.text()).isEqualTo("mock holds at most " + MOST + " of a symbol, open orders included");
        });
    }

    private List<String> held() {
        return provider.market()
                .positions()
                .stream()
                .map(position -> position.symbol() + " " + position.side() + " "
                        + position.quantity().value().stripTrailingZeros().toPlainString())
                .toList();
    }

    @Test
    void refusesWhatCouldTakeAPositionBeyondTheBound() {
        assertAccepted(market(Side.BUY, MOST));
        assertTooMuch(market(Side.BUY, "0.1"));
        mock.moveOn();
        assertTooMuch(market(Side.BUY, "0.1"));
        mock.moveOn();
        assertTooMuch(market(Side.BUY, MOST));
        assertThat(held()).containsExactly("AAPL BUY " + MOST);

        assertAccepted(market(Side.SELL, MOST));
        assertTooMuch(market(Side.SELL, "1"));
        assertAccepted(submit(MSFT, Side.BUY, mock.trading(Qty.of("10"), TimeInForce.GTC), Handling.PLAIN));
        mock.moveOn();
        mock.moveOn();
        assertThat(held()).containsExactly("MSFT BUY 10");
    }

    @Test
    void countsWhatRestsForAsLongAsItRests() {
        assertAccepted(resting(Side.BUY, MOST));
        mock.moveOn();
        assertTooMuch(resting(Side.BUY, "1"));
        assertTooMuch(amend(1, MOST + ".5"));

        assertAccepted(amend(1, "99999999999999999990"));
        assertAccepted(resting(Side.BUY, "9"));
        assertTooMuch(amend(1, "99999999999999999991"));
        provider.cancel(new ProviderCall.Cancel(route(1), null, AAPL));
        assertAccepted(resting(Side.BUY, "99999999999999999990"));
        provider.close();
        provider = started();
        assertTooMuch(resting(Side.BUY, "1"));
    }

    @Test
    void aCloseNeedsNoRoom() {
        market(Side.BUY, "10");
        mock.moveOn();
        mock.moveOn();
        submit(AAPL, Side.SELL, mock.resting(Qty.of(MOST), TimeInForce.GTC), Handling.PLAIN);

        assertAccepted(closing(Side.SELL, "10"));

        assertThat(held()).isEmpty();
    }

    @Test
    void aBookOfBeforeThatIsBeyondTheBoundIsShownAsFarAsItGoes() throws IOException {
        provider.close();
        fillTwice();

        provider = started();

        assertThat(held()).containsExactly("AAPL BUY " + MOST, "MSFT BUY 10");
        assertTooMuch(market(Side.BUY, "1"));
        assertAccepted(closing(Side.SELL, MOST));
        assertThat(held()).containsExactly("AAPL BUY " + MOST, "MSFT BUY 10");
        assertAccepted(closing(Side.SELL, "1"));
        assertThat(held()).containsExactly("AAPL BUY 99999999999999999998", "MSFT BUY 10");
        assertThat(provider.market().positions()).extracting(VenuePosition::entryPx)
                .extracting(Price::value)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(BigDecimal.valueOf(150), BigDecimal.valueOf(150));
    }

    /// What a version without the bound wrote.
    private void fillTwice() throws IOException {
        try (MockJournal journal = MockJournal.open(folder, _ -> {
        })) {
            for (Symbol symbol : List.of(AAPL, AAPL, MSFT)) {
                Qty qty = Qty.of(symbol.equals(AAPL) ? MOST : "10");
                int number = ++orders;
                journal.append(List.of(
                        new MockRecord.Placed(number, route(number), symbol, Side.BUY,
                                mock.trading(qty, TimeInForce.GTC), HandClock.START),
                        new MockRecord.Filled(route(number), new FillId("M" + number + ".1"), qty, Price.of("150"),
                                HandClock.START)));
            }
        }
    }
}
