package dev.fixway.providers.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenuePosition;
import dev.fixway.providers.Heard;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Orders that may only make a position smaller.
class MockClosesTest {
    private static final Symbol AAPL = new Symbol("AAPL");
    private static final Terms AT_ONE = Terms.of(OrdType.LIMIT, Qty.of("20"), Price.of("1"), null, TimeInForce.GTC);

    @TempDir
    private Path folder;

    private DrivenMock mock;
    private Provider provider;
    private int orders;

    @BeforeEach
    void hold() {
        mock = new DrivenMock(folder, "0.4");
        provider = mock.started(new Heard());
        mock.pass(Duration.ZERO);
        submit(Side.BUY, mock.trading(Qty.of("10"), TimeInForce.GTC), Handling.PLAIN);
        mock.moveOn();
        mock.moveOn();
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private static Handling reducing(@Nullable String positionId) {
        return new Handling(true, false, false, null, positionId, null, null);
    }

    private Outcome submit(Side side, Terms terms, Handling handling) {
        return provider.submit(new ProviderCall.Submit(route(++orders), AAPL, side, terms, handling));
    }

    private static RouteId route(int number) {
        return OrderId.of("TEST", number).route(1);
    }

    private Outcome sell(String qty) {
        return submit(Side.SELL, mock.trading(Qty.of(qty), TimeInForce.GTC), reducing("mock-pos-AAPL"));
    }

    private static List<ProviderEvent> seen(Outcome outcome) {
        return ((Outcome.Accepted) outcome).seen();
    }

    private List<Qty> held() {
        return provider.market().positions().stream().map(VenuePosition::quantity).toList();
    }

    private static Qty filled(ProviderEvent event) {
        return ((ProviderEvent.Filled) event).lastQty();
    }

    @Test
    void closesAtOnceAndWhole() {
        assertThat(seen(sell("4"))).singleElement().satisfies(e -> assertThat(filled(e)).isEqualTo(Qty.of("4")));
        assertThat(held()).containsExactly(Qty.of("6"));
        mock.moveOn();
        assertThat(held()).as("decided once").containsExactly(Qty.of("6"));
    }

    @Test
    void closesNoMoreThanThereIs() {
        List<ProviderEvent> events = seen(sell("25"));

        assertThat(events).hasExactlyElementsOfTypes(ProviderEvent.Filled.class, ProviderEvent.Canceled.class);
        assertThat(filled(events.getFirst()).value()).isEqualByComparingTo(BigDecimal.TEN);
        assertThat(held()).isEmpty();
        assertThat(sell("1")).isInstanceOf(Outcome.Rejected.class);
        assertThat(held()).isEmpty();
    }

    @Test
    void makesNoPositionLarger() {
        assertThat(submit(Side.BUY, mock.trading(Qty.of("1"), TimeInForce.GTC), reducing("mock-pos-AAPL")))
                .isInstanceOf(Outcome.Rejected.class);
        submit(Side.BUY, mock.trading(Qty.of("1"), TimeInForce.GTC), reducing(null));
        mock.moveOn();

        assertThat(held()).containsExactly(Qty.of("10"));
        assertThat(provider.openOrders()).isEmpty();
    }

    @Test
    void aLimitThatReducesNeverFlipsThePosition() {
        submit(Side.SELL, AT_ONE, reducing("mock-pos-AAPL"));
        assertThat(held()).as("waits for its decision").hasSize(1);
        mock.moveOn();
        assertThat(held().getFirst().value()).as("the first tranche").isEqualByComparingTo("2");
        mock.moveOn();

        assertThat(held()).isEmpty();
        assertThat(provider.openOrders()).isEmpty();
    }

    @Test
    void remembersOverARestartThatAnOrderReduces() {
        submit(Side.SELL, AT_ONE, reducing("mock-pos-AAPL"));
        provider.close();
        provider = mock.started(new Heard());
        mock.pass(Duration.ZERO);
        mock.moveOn();
        mock.moveOn();

        assertThat(held()).isEmpty();
    }
}
