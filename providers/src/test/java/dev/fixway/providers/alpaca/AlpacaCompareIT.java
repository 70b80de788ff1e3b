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
import dev.fixway.engine.provider.LookUp;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import dev.fixway.providers.Heard;
import dev.fixway.providers.TestVenue;
import dev.fixway.providers.alpaca.PaperFault.Kind;
import dev.fixway.providers.alpaca.PaperFault.On;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a stream that looks well never said is found by comparing, and what a look-up shows is no more than there is.
class AlpacaCompareIT {
    private static final Symbol AAPL = new Symbol("AAPL");
    private static final OrderId ORDER = OrderId.of("TEST", 1);
    private static final RouteId FIRST = ORDER.route(1);
    private static final RouteId SECOND = ORDER.route(2);
    private final Heard heard = new Heard();
    @SuppressWarnings("NullAway") // set before each test
    private DrivenAlpaca venue;
    @SuppressWarnings("NullAway") // set before each test
    private Provider provider;

    @BeforeEach
    void open(@TempDir Path folder) {
        venue = new DrivenAlpaca(folder, TestVenue.Filling.WHOLE);
        provider = started(heard);
    }

    @AfterEach
    void close() {
        provider.close();
        venue.close();
    }

    private Provider started(Heard listener) {
        Provider started = venue.adapter(Map.of("ALPACA_COMPARE_SECS", "1"));
        started.start(listener, null);
        listener.awaitConnected();
        return started;
    }

    private static Terms resting(String quantity) {
        return Terms.of(OrdType.LIMIT, Qty.of(quantity), Price.of("1.5"), null, TimeInForce.GTC);
    }

    private Outcome submit() {
        return provider.submit(
                new ProviderCall.Submit(FIRST, AAPL, Side.BUY, resting("10"), Handling.PLAIN));
    }

    private Outcome replace() {
        return provider.replace(new ProviderCall.Replace(SECOND, FIRST, null, AAPL, Side.BUY, resting("12")));
    }

    @Test
    void findsTheEndOfAnOrderOfWhichTheStreamNeverSpoke() {
        venue.venue().make("miss", 2);
        venue.venue().fault(PaperFault.next(Kind.REJECTED_LATER, On.SUBMIT));

        assertThat(submit()).isInstanceOf(Outcome.Accepted.class);

        assertThat(heard.await(ProviderEvent.Rejected.class, 1)).allMatch(end -> end.routeId().equals(FIRST));
    }

    @Test
    void findsTheEndOfAnOrderFromBeforeTheRestart() {
        submit();
        provider.close();
        Heard anew = new Heard();
        provider = started(anew);
        assertThat(provider.openOrders()).hasSize(1);
        venue.venue().make("miss", 1);

        venue.venue().make("cancel", FIRST.value());

        assertThat(anew.await(ProviderEvent.Canceled.class, 1)).allMatch(end -> end.routeId().equals(FIRST));
    }

    @Test
    void findsAnEndThatWasSeenWhenItCouldNotBeTold() {
        submit();
        replace();
        provider.close();
        Heard anew = new Heard();
        provider = started(anew);
        venue.venue().fault(PaperFault.next(Kind.UNREADABLE, On.LOOK_UP));

        // Whether it had taken the other one's place is asked, and not answered.
        venue.venue().make("expire", SECOND.value());

        assertThat(anew.await(ProviderEvent.Expired.class, 1)).allMatch(end -> end.routeId().equals(SECOND));
    }

    @Test
    void tellsThatAHeldOrderWorksAgain() {
        submit();
        venue.venue().make("done", FIRST.value());
        assertThat(heard.await(ProviderEvent.DoneForDay.class, 1)).allMatch(told -> told.routeId().equals(FIRST));

        venue.venue().make("open", FIRST.value());
        assertThat(heard.await(ProviderEvent.Resumed.class, 1)).allMatch(told -> told.routeId().equals(FIRST));

        venue.venue().make("suspend", FIRST.value());
        heard.await(ProviderEvent.Suspended.class, 1);
    }

    @Test
    void findsThatAnOrderIsHeldAndThatItWorksAgainWithoutAWord() {
        submit();
        venue.venue().make("miss", 2);

        venue.venue().make("suspend", FIRST.value());
        heard.await(ProviderEvent.Suspended.class, 1);
        venue.venue().make("open", FIRST.value());

        heard.await(ProviderEvent.Resumed.class, 1);
    }

    @Test
    void findsThatAnOrderFromBeforeTheRestartWorksAgain() {
        submit();
        venue.venue().make("suspend", FIRST.value());
        heard.await(ProviderEvent.Suspended.class, 1);
        provider.close();
        venue.venue().make("open", FIRST.value());

        Heard anew = new Heard();
        provider = started(anew);

        assertThat(anew.await(ProviderEvent.Resumed.class, 1)).allMatch(told -> told.routeId().equals(FIRST));
    }

    @Test
    void findsAnOrderFromElsewhereOfWhichTheStreamNeverSpoke() {
        venue.venue().make("miss", 2);

        venue.venue().place("web-1", "AAPL", "3");

        assertThat(heard.awaitForeign(1)).extracting(VenueOrder::clientId).containsExactly("web-1");
    }

    @Test
    void showsAnOrderThatWaitsForItsPlaceWithoutHistory() {
        submit();
        venue.venue().fault(PaperFault.next(Kind.HELD, On.REPLACE));
        replace();

        assertThat(history(SECOND)).isEmpty();
        assertThat(history(FIRST)).hasSize(1);
        assertThat(provider.openOrders()).extracting(VenueOrder::clientId)
                .containsExactlyInAnyOrder(FIRST.value(), SECOND.value());

        venue.venue().make("confirm", FIRST.value());
        assertThat(history(SECOND)).hasExactlyElementsOfTypes(ProviderEvent.Acknowledged.class);
    }

    @Test
    void cannotTellWhenItsFirstReplaceIsCalledARepetition() {
        submit();
        venue.venue()
                .fault(PaperFault.next(Kind.TAKEN_BUT, On.REPLACE)
                        .answer(422, "{\"code\":40010001,\"message\":\"client_order_id must be unique\"}"));

        assertThat(replace()).isInstanceOf(Outcome.Unknown.class);
        assertThat(heard.await(ProviderEvent.Replaced.class, 1)).allMatch(done -> done.routeId().equals(SECOND));
    }

    @Test
    void findsThatACancelWasRefusedWithoutAWord() {
        submit();
        venue.venue().fault(PaperFault.next(Kind.HELD, On.CANCEL));
        assertThat(provider.cancel(new ProviderCall.Cancel(FIRST, null, AAPL))).isInstanceOf(Outcome.Accepted.class);
        heard.await(ProviderEvent.Acknowledged.class, 1);
        venue.venue().make("miss", 1);

        venue.venue().make("refuse", FIRST.value());

        assertThat(heard.await(ProviderEvent.RequestRefused.class, 1))
                .allMatch(refused -> refused.routeId().equals(FIRST));
        assertThat(provider.openOrders()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void tellsThatACancelOfAnOrderFromElsewhereWasRefused(int missed) {
        venue.venue().place("web-1", "AAPL", "3");
        VenueOrder placed = heard.awaitForeign(1).getFirst();
        venue.venue().fault(PaperFault.next(Kind.HELD, On.CANCEL));
        assertThat(provider.cancel(new ProviderCall.Cancel(ORDER.route(9), placed.venueOrderId(), AAPL)))
                .isInstanceOf(Outcome.Accepted.class);
        venue.venue().make("miss", missed);

        venue.venue().make("refuse", "web-1");

        assertThat(heard.awaitForeign(2).getLast().history()).last()
                .isInstanceOf(ProviderEvent.RequestRefused.class);
    }

    @Test
    void doesNotGuessWhatAMessageWithoutQuantitiesIsAbout() {
        submit();
        venue.venue().make("miss", 1);
        venue.venue().fill(FIRST.value(), "4", "1.5");
        venue.venue().make("thin", 1);
        venue.venue().fill(FIRST.value(), "6", "1.5");

        assertThat(ids(heard.await(ProviderEvent.Filled.class, 2))).containsExactly("c4", "c10");
    }

    @Test
    void tellsAFillThatComesToTheQuantityOfOneThatWasTakenBack() {
        submit();
        venue.venue().fill(FIRST.value(), "4", "1.5");
        venue.venue().fill(FIRST.value(), "6", "1.5");
        heard.await(ProviderEvent.Filled.class, 2);
        venue.venue().make("bust", FIRST.value());
        assertThat(heard.await(ProviderEvent.FillBusted.class, 1)).extracting(bust -> bust.fillId().value())
                .containsExactly("c10");

        venue.venue().fill(FIRST.value(), "6", "1.25");

        assertThat(ids(heard.await(ProviderEvent.Filled.class, 3))).containsExactly("c4", "c10", "c10t");
        assertThat(ids(fills(history(FIRST)))).containsExactly("c4", "c10t");
        venue.venue().make("drop");
        heard.awaitConnected(2);
        assertThat(heard.of(ProviderEvent.Filled.class)).hasSize(3);
        assertThat(ids(restarted().of(ProviderEvent.Filled.class))).containsExactly("c4", "c10t");
    }

    @Test
    void tellsAFillThatComesToAQuantityOfOneThatStands() {
        submit();
        venue.venue().fill(FIRST.value(), "4", "1.5");
        venue.venue().fill(FIRST.value(), "6", "1.5");
        heard.await(ProviderEvent.Filled.class, 2);
        venue.venue().bust(venue.venue().changeableFills().getFirst());
        heard.await(ProviderEvent.FillBusted.class, 1);

        venue.venue().fill(FIRST.value(), "4", "1.25");

        assertThat(ids(heard.await(ProviderEvent.Filled.class, 3))).containsExactly("c4", "c10", "c10t");
        assertThat(ids(restarted().of(ProviderEvent.Filled.class))).containsExactly("c10", "c10t");
    }

    @Test
    void tellsAFillBehindOneThatWasMadeSmallerBeforeTheRestart() {
        submit();
        venue.venue().fill(FIRST.value(), "4", "1.5");
        heard.await(ProviderEvent.Filled.class, 1);
        venue.venue().correct(venue.venue().changeableFills().getFirst(), "3", "1.25");
        heard.await(ProviderEvent.FillCorrected.class, 1);
        Heard anew = restarted();

        venue.venue().fill(FIRST.value(), "1", "1.5");

        assertThat(anew.await(ProviderEvent.Filled.class, 2)).extracting(fill -> fill.lastQty().toString())
                .containsExactly("3", "1");
    }

    @Test
    void takesBackAFillThatWasChangedBefore() {
        submit();
        venue.venue().fill(FIRST.value(), "4", "1.5");
        heard.await(ProviderEvent.Filled.class, 1);
        venue.venue().correct(venue.venue().changeableFills().getFirst(), "3", "1.25");
        heard.await(ProviderEvent.FillCorrected.class, 1);

        venue.venue().make("bust", FIRST.value());

        assertThat(heard.await(ProviderEvent.FillBusted.class, 1)).extracting(bust -> bust.fillId().value())
                .containsExactly("c4");
    }

    private Heard restarted() {
        provider.close();
        Heard anew = new Heard();
        provider = venue.adapter(Map.of("ALPACA_COMPARE_SECS", "1"));
        provider.start(anew, heard.cursor());
        anew.awaitConnected();
        return anew;
    }

    private static List<ProviderEvent.Filled> fills(List<ProviderEvent> events) {
        return events.stream()
                .filter(ProviderEvent.Filled.class::isInstance)
                .map(ProviderEvent.Filled.class::cast)
                .toList();
    }

    /// Without the times in them.
    private static List<String> ids(List<ProviderEvent.Filled> fills) {
        return fills.stream().map(fill -> fill.fillId().value().replaceAll("(?<=t)[0-9]+$", "")).toList();
    }

    private List<ProviderEvent> history(RouteId route) {
        VenueAnswer answer = provider.lookUp(new LookUp(route, null, AAPL, Instant.EPOCH));
        return ((VenueAnswer.Found) answer).order().history();
    }
}
