package dev.fixway.providers.alpaca;

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
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueOrder;
import dev.fixway.providers.Heard;
import dev.fixway.providers.TestVenue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A message of the stream is about its own moment, also where the order must be asked for.
class AlpacaHistoryFillsIT {
    private final Heard heard = new Heard();
    @SuppressWarnings("NullAway") // set before each test
    private DrivenAlpaca venue;
    @SuppressWarnings("NullAway") // set before each test
    private Provider provider;

    @BeforeEach
    void open(@TempDir Path folder) {
        venue = new DrivenAlpaca(folder, TestVenue.Filling.WHOLE);
        provider = venue.adapter(Map.of("ALPACA_COMPARE_SECS", "3600"));
        provider.start(heard, null);
        heard.awaitConnected();
    }

    @AfterEach
    void close() {
        provider.close();
        venue.close();
    }

    private void say(String event, String qty, String filled, String at) {
        String id = Objects.requireNonNull(venue.venue().order("web-1")).id();
        venue.venue()
                .say("""
                        {"stream":"trade_updates","data":{"event":"%s","execution_id":"x%s","price":"1.5","qty":"%s",
                         "timestamp":"%s","order":{"id":"%s","client_order_id":"web-1","symbol":"AAPL","qty":"10",
                         "filled_qty":"%s","type":"limit","side":"buy","time_in_force":"gtc","limit_price":"1.5",
                         "status":"%s","updated_at":"%s"}}}""".formatted(event, filled, qty, at, id, filled,
                        event.equals("fill") ? "filled" : "partially_filled", at));
    }

    @Test
    void tellsTheFillsOfAnOrderThatIsFurtherThanTheMessage() {
        venue.venue().place("web-1", "AAPL", "10", "1.5");
        heard.awaitForeign(1);
        // Two fills, of which the stream speaks a moment later and without the class of the order.
        venue.venue().make("miss", 2);
        venue.venue().fill("web-1", "4", "1.5");
        venue.venue().fill("web-1", "6", "1.5");
        String at = Instant.now().toString();
        say("partial_fill", "4", "4", at);
        say("fill", "6", "10", at);

        List<VenueOrder> told = heard.awaitForeign(2);
        assertThat(told.getLast()
                .history()
                .stream()
                .filter(ProviderEvent.Filled.class::isInstance)
                .map(ProviderEvent.Filled.class::cast)
                .map(fill -> fill.fillId().value() + "=" + fill.lastQty())
                .toList()).containsExactly("c4=4", "c10=6");
    }

    /// What was read before a change is told behind it.
    @Test
    void tellsNoStateBehindANewerOne() {
        venue.venue().place("web-1", "AAPL", "10", "1.5");
        heard.awaitForeign(1);
        Instant changedAt = Instant.now();

        sayQty("6", changedAt);
        heard.awaitForeign(2);
        sayQty("10", changedAt.minusNanos(1_000_000));
        venue.venue().fill("web-1", "4", "1.5");

        assertThat(heard.awaitForeign(3)).extracting(order -> order.terms().orderQty() + " " + order.history().size())
                .containsExactly("10 1", "6 1", "10 2");
    }

    private void sayQty(String qty, Instant updatedAt) {
        String order = Objects.requireNonNull(venue.venue().order("web-1"))
                .json()
                .deepCopy()
                .put("qty", qty)
                .put("updated_at", updatedAt.toString())
                .toString();
        venue.venue()
                .say("""
                        {"stream":"trade_updates","data":{"event":"new","timestamp":"%s","order":%s}}"""
                        .formatted(updatedAt, order));
    }

    /// Another one of the same size was taken back: this one the order still has.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesNoFillForAnotherOfTheSameSize(boolean isRestarted) {
        RouteId route = submitted();
        venue.venue().fill(route.value(), "4", "1.5");
        heard.await(ProviderEvent.Filled.class, 1);
        Heard hears = isRestarted ? restarted() : heard;

        venue.venue()
                .say("""
                        {"stream":"trade_updates","data":{"event":"trade_bust","execution_id":"other","price":"1.5","qty":"4",
                         "timestamp":"%s","order":%s}}"""
                        .formatted(Instant.now(),
                                Objects.requireNonNull(venue.venue().order(route.value())).json()));
        venue.venue().fill(route.value(), "1", "1.5");

        hears.await(ProviderEvent.Filled.class, 2);
        assertThat(hears.of(ProviderEvent.FillBusted.class)).isEmpty();
        assertThat(hears.awaitTroubles(1)).singleElement()
                .asString()
                .startsWith(
                        route + ": Alpaca has taken back or changed a fill that cannot be told (trade_bust 4 at 1.5)");
    }

    /// The stream's name of the execution is not known: history, which told the fill, has another one.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsThatAFillWasTakenBackThatHistoryHasTold(boolean isRestarted) {
        RouteId route = submitted();
        Heard hears = heard;
        if (isRestarted) {
            venue.venue().fill(route.value(), "4", "1.5");
            heard.await(ProviderEvent.Filled.class, 1);
            hears = restarted();
        } else {
            // Seam of a reconnect: it happened meanwhile.
            venue.venue().make("miss", 1);
            venue.venue().fill(route.value(), "4", "1.5");
            venue.venue().make("drop");
            heard.awaitConnected(2);
        }
        hears.await(ProviderEvent.Filled.class, 1);

        venue.venue().make("bust", route.value());

        assertThat(hears.await(ProviderEvent.FillBusted.class, 1)).extracting(bust -> bust.fillId().value())
                .containsExactly("c4");
    }

    /// Hears again what was told before, as the same.
    private Heard restarted() {
        provider.close();
        Heard hears = new Heard();
        provider = venue.adapter();
        provider.start(hears, heard.cursor());
        hears.awaitConnected();
        hears.await(ProviderEvent.Filled.class, 1);
        return hears;
    }

    private RouteId submitted() {
        RouteId route = OrderId.of("TEST", 1).route(1);
        provider.submit(new ProviderCall.Submit(route, new Symbol("AAPL"), Side.BUY,
                Terms.of(OrdType.LIMIT, Qty.of("10"), Price.of("1.5"), null, TimeInForce.GTC), Handling.PLAIN));
        heard.await(ProviderEvent.Acknowledged.class, 1);
        return route;
    }
}
