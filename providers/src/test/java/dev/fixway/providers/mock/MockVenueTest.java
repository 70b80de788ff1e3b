package dev.fixway.providers.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.VenueAnswer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MockVenueTest {
    private static final Symbol SYMBOL = new Symbol("AAPL");
    private static final Terms TERMS = Terms.of(OrdType.MARKET, Qty.of("10"), null, null, TimeInForce.DAY);

    @TempDir
    private Path folder;

    @Test
    void whatCannotBeWrittenHasNotHappened() throws IOException {
        MockSettings settings = new MockSettings(1L, DrivenMock.DELAY, null, 10, 10);
        MockVenue venue = MockVenue.open(settings, folder, HandClock.START);
        ProviderCall.Submit first = submit(1);
        venue.place(first, HandClock.START);
        venue.close();

        assertThatIOException().isThrownBy(() -> venue.place(submit(2), HandClock.START));
        assertThatIOException().isThrownBy(() -> venue.decide(first.routeId(), HandClock.START));

        assertThat(venue.find(submit(2).routeId())).isEqualTo(new VenueAnswer.NotFound());
        assertThat(venue.isDue(first.routeId())).isTrue();
        assertThat(MockBook.read(folder.resolve(MockJournal.FILE)).orders()).extracting(MockOrder::state)
                .containsExactly(MockOrder.State.UNDECIDED);
    }

    private static ProviderCall.Submit submit(int number) {
        RouteId routeId = OrderId.of("TEST", number).route(1);
        return new ProviderCall.Submit(routeId, SYMBOL, Side.BUY, TERMS, Handling.PLAIN);
    }
}
