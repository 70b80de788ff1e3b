package dev.fixway.providers;

import static dev.fixway.engine.domain.TimeInForce.DAY;
import static dev.fixway.engine.domain.TimeInForce.FOK;
import static dev.fixway.engine.domain.TimeInForce.GTC;
import static dev.fixway.engine.domain.TimeInForce.IOC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.EmergencyDesk;
import dev.fixway.engine.provider.LookUp;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the engine relies on in every adapter. Cases that a venue cannot do are skipped by its capabilities.
public abstract class ProviderContract {
    private static final Duration WAIT_MAX = Duration.ofSeconds(10);
    protected static final Symbol SYMBOL = new Symbol("AAPL");
    protected static final Qty TEN = Qty.of("10");
    protected static final RouteId FIRST = OrderId.of("TEST", 1).route(1);
    protected static final RouteId SECOND = OrderId.of("TEST", 2).route(1);

    private final List<AutoCloseable> opened = new ArrayList<>();
    protected final Heard heard = new Heard();

    /// A new venue that keeps its state in a folder.
    protected abstract TestVenue venue(Path folder, TestVenue.Filling filling);

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : opened.reversed()) {
            closeable.close();
        }
    }

    @Test
    void fillsAnOrderAndTellsItOnce(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.WHOLE));
        Provider provider = started(venue, heard);

        Outcome outcome = provider.submit(submit(FIRST, venue.trading(TEN, DAY)));
        venue.moveOn();
        List<ProviderEvent.Filled> fills = heard.await(ProviderEvent.Filled.class, 1);
        venue.moveOn();

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Accepted.class, accepted -> {
            assertThat(accepted.routeId()).isEqualTo(FIRST);
            assertThat(accepted.venueOrderId()).isNotNull();
        });
        assertThat(fills.getFirst().lastQty()).isEqualByComparingTo(TEN);
        assertThat(heard.of(ProviderEvent.Filled.class)).hasSize(1).allMatch(fill -> fill.routeId().equals(FIRST));
        assertThat(provider.openOrders()).isEmpty();
        assertThat(fillsOf(found(provider, FIRST))).isEqualTo(heard.of(ProviderEvent.Filled.class));
    }

    @Test
    void fillsInPartsWithIdsOfTheirOwn(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.HALF_FIRST));
        Provider provider = started(venue, heard);

        provider.submit(submit(FIRST, venue.trading(TEN, GTC)));
        venue.moveOn();
        heard.await(ProviderEvent.Filled.class, 1);
        int openBetween = provider.openOrders().size();
        venue.moveOn();
        List<ProviderEvent.Filled> fills = heard.await(ProviderEvent.Filled.class, 2);

        assertThat(openBetween).isEqualTo(1);
        assertThat(fills).hasSize(2).extracting(fill -> fill.lastQty().value().intValueExact()).containsExactly(5, 5);
        assertThat(fills).extracting(ProviderEvent.Filled::fillId).doesNotHaveDuplicates();
        assertThat(fillsOf(found(provider, FIRST))).isEqualTo(fills);
    }

    @Test
    void cancelsAnOpenOrder(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.WHOLE));
        Provider provider = started(venue, heard);
        provider.submit(submit(FIRST, venue.resting(TEN, GTC)));
        provider.submit(submit(SECOND, venue.resting(TEN, GTC)));

        Outcome outcome = provider.cancel(cancel(FIRST));

        assertThat(evidence(outcome, ProviderEvent.Canceled.class)).hasSize(1);
        assertThat(provider.openOrders()).extracting(VenueOrder::clientId).containsExactly(SECOND.value());
        assertThat(found(provider, FIRST).history().getLast()).isInstanceOf(ProviderEvent.Canceled.class);
    }

    @Test
    void cancelBetweenPartsKeepsTheFirst(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.HALF_FIRST));
        Provider provider = started(venue, heard);
        provider.submit(submit(FIRST, venue.trading(TEN, GTC)));
        venue.moveOn();
        heard.await(ProviderEvent.Filled.class, 1);

        Outcome outcome = provider.cancel(cancel(FIRST));
        venue.moveOn();

        assertThat(evidence(outcome, ProviderEvent.Canceled.class)).hasSize(1);
        assertThat(fillsOf(found(provider, FIRST))).hasSize(1).isEqualTo(heard.of(ProviderEvent.Filled.class));
    }

    @Test
    void refusesToCancelWhatIsFilledOrCanceledOrUnknown(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.WHOLE));
        Provider provider = started(venue, heard);
        provider.submit(submit(FIRST, venue.trading(TEN, DAY)));
        venue.moveOn();
        heard.await(ProviderEvent.Filled.class, 1);

        assertRejected(provider.cancel(cancel(FIRST)), FIRST, RejectReason.TOO_LATE);
        assertRejected(provider.cancel(cancel(SECOND)), SECOND, RejectReason.UNKNOWN_ORDER);
    }

    @Test
    void replacesInPlace(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.WHOLE));
        Provider provider = started(venue, heard);
        assumeAmendsInPlace(provider);
        provider.submit(submit(FIRST, venue.resting(TEN, GTC)));
        Terms wanted = venue.resting(Qty.of("7"), GTC);

        Outcome outcome = provider.replace(replace(FIRST, wanted));

        assertThat(evidence(outcome, ProviderEvent.Replaced.class)).hasSize(1)
                .allMatch(replaced -> replaced.routeId().equals(FIRST) && replaced.terms().sameAs(wanted));
        assertThat(found(provider, FIRST).terms().sameAs(wanted)).isTrue();
        assertThat(provider.openOrders()).hasSize(1);
    }

    @Test
    void replaceToNoMoreThanIsFilledEndsTheOrder(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.HALF_FIRST));
        Provider provider = started(venue, heard);
        assumeAmendsInPlace(provider);
        provider.submit(submit(FIRST, venue.trading(TEN, GTC)));
        venue.moveOn();
        heard.await(ProviderEvent.Filled.class, 1);

        Outcome outcome = provider.replace(replace(FIRST, venue.trading(Qty.of("3"), GTC)));
        venue.moveOn();

        assertThat(evidence(outcome, ProviderEvent.Replaced.class)).hasSize(1);
        assertThat(provider.openOrders()).isEmpty();
        assertThat(fillsOf(found(provider, FIRST))).hasSize(1);
    }

    @Test
    void refusesToReplaceWhatIsFilledOrUnknown(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.WHOLE));
        Provider provider = started(venue, heard);
        assumeAmendsInPlace(provider);
        provider.submit(submit(FIRST, venue.trading(TEN, DAY)));
        venue.moveOn();
        heard.await(ProviderEvent.Filled.class, 1);
        Terms wanted = venue.trading(TEN, DAY);

        assertRejected(provider.replace(replace(FIRST, wanted)), FIRST, RejectReason.TOO_LATE);
        assertRejected(provider.replace(replace(SECOND, wanted)), SECOND, RejectReason.UNKNOWN_ORDER);
    }

    @Test
    void refusesTheSameRouteTwice(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.WHOLE));
        Provider provider = started(venue, heard);
        ProviderCall.Submit call = submit(FIRST, venue.trading(TEN, DAY));
        provider.submit(call);

        assertRejected(provider.submit(call), FIRST, RejectReason.DUPLICATE_CL_ORD_ID);
        venue.moveOn();
        heard.await(ProviderEvent.Filled.class, 1);
        assertRejected(provider.submit(call), FIRST, RejectReason.DUPLICATE_CL_ORD_ID);
        venue.moveOn();

        assertThat(heard.of(ProviderEvent.Filled.class)).hasSize(1);
    }

    @Test
    void findsNothingOfARouteThatNeverCame(@TempDir Path folder) {
        Provider provider = started(opened(venue(folder, TestVenue.Filling.WHOLE)), heard);
        assumeTrue(provider.capabilities().looksUpByClientId());

        assertThat(provider.lookUp(lookUp(FIRST))).isEqualTo(new VenueAnswer.NotFound());
    }

    @Test
    void cancelsWhatAnImmediateOrderDoesNotFill(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.WHOLE));
        Provider provider = started(venue, heard);
        assumeTakes(provider, IOC, FOK);

        provider.submit(submit(FIRST, venue.resting(TEN, IOC)));
        provider.submit(submit(SECOND, venue.resting(TEN, FOK)));
        venue.moveOn();

        assertThat(heard.await(ProviderEvent.Canceled.class, 2)).extracting(ProviderEvent::routeId)
                .containsExactly(FIRST, SECOND);
        assertThat(heard.of(ProviderEvent.Filled.class)).isEmpty();
        assertThat(provider.openOrders()).isEmpty();
    }

    @Test
    void cancelsTheRestOfAnImmediateOrCancelOrder(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.HALF_FIRST));
        Provider provider = started(venue, heard);
        assumeTakes(provider, IOC);

        provider.submit(submit(FIRST, venue.trading(TEN, IOC)));
        venue.moveOn();
        heard.await(ProviderEvent.Canceled.class, 1);
        venue.moveOn();

        assertThat(heard.events()).filteredOn(event -> !(event instanceof ProviderEvent.Acknowledged))
                .hasExactlyElementsOfTypes(ProviderEvent.Filled.class, ProviderEvent.Canceled.class);
        assertThat(heard.of(ProviderEvent.Filled.class).getFirst().lastQty()).isEqualByComparingTo(Qty.of("5"));
    }

    @Test
    void fillsAFillOrKillOrderWholeOrNotAtAll(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.HALF_FIRST));
        Provider provider = started(venue, heard);
        assumeTakes(provider, FOK);

        provider.submit(submit(FIRST, venue.trading(TEN, FOK)));
        venue.moveOn();

        assertThat(heard.await(ProviderEvent.Filled.class, 1).getFirst().lastQty()).isEqualByComparingTo(TEN);
        assertThat(provider.openOrders()).isEmpty();
    }

    @Test
    void findsOpenOrdersAgainAfterARestart(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.WHOLE));
        Provider before = started(venue, new Heard());
        before.submit(submit(FIRST, venue.resting(TEN, GTC)));
        VenueOrder known = found(before, FIRST);
        before.close();

        Provider after = started(venue, heard);

        assertThat(after.openOrders()).containsExactly(known);
        assertThat(evidence(after.cancel(cancel(FIRST)), ProviderEvent.Canceled.class)).hasSize(1);
    }

    @Test
    void goesOnAfterARestartWithTheSameFillIds(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.HALF_FIRST));
        Heard heardBefore = new Heard();
        Provider before = started(venue, heardBefore);
        before.submit(submit(FIRST, venue.trading(TEN, GTC)));
        venue.moveOn();
        List<ProviderEvent.Filled> fills = new ArrayList<>(heardBefore.await(ProviderEvent.Filled.class, 1));
        before.close();

        Provider after = started(venue, heard, heardBefore.cursor());
        List<ProviderEvent.Filled> foundAfter = fillsOf(found(after, FIRST));
        venue.moveOn();
        await().atMost(WAIT_MAX).until(() -> after.openOrders().isEmpty());

        assertThat(foundAfter).isEqualTo(fills);
        fills.addAll(heard.awaitNews(heardBefore, ProviderEvent.Filled.class, 1));
        assertThat(fillsOf(found(after, FIRST))).isEqualTo(fills);
        assertThat(heardBefore.of(ProviderEvent.Filled.class)).hasSize(1);
    }

    @Test
    void cancelsInAnEmergencyWithoutAStart(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.WHOLE));
        Provider before = started(venue, new Heard());
        before.submit(submit(FIRST, venue.resting(TEN, GTC)));
        before.close();

        try (EmergencyDesk desk = EmergencyDesk.of(venue.adapter())) {
            List<VenueOrder> open = desk.openOrders();
            assertThat(open).extracting(VenueOrder::clientId).containsExactly(FIRST.value());
            assertThat(desk.cancel(open.getFirst())).isInstanceOf(Outcome.Accepted.class);
            await().atMost(WAIT_MAX).until(() -> desk.openOrders().isEmpty());
        }

        assertThat(found(started(venue, heard), FIRST).history().getLast()).isInstanceOf(ProviderEvent.Canceled.class);
    }

    @Test
    void takesNothingBeforeItsStartAndAfterItsEnd(@TempDir Path folder) {
        TestVenue venue = opened(venue(folder, TestVenue.Filling.WHOLE));
        Provider provider = venue.adapter();
        ProviderCall.Submit call = submit(FIRST, venue.resting(TEN, GTC));

        Outcome early = provider.submit(call);
        provider.start(heard, null);
        heard.awaitConnected();
        provider.close();
        Outcome late = provider.submit(call);

        assertRejected(early, FIRST, RejectReason.NOT_SENT);
        assertRejected(late, FIRST, RejectReason.NOT_SENT);
        assertThat(started(venue, new Heard()).openOrders()).isEmpty();
    }

    protected <T extends AutoCloseable> T opened(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    protected Provider started(TestVenue venue, Heard listener) {
        return started(venue, listener, null);
    }

    protected Provider started(TestVenue venue, Heard listener, @Nullable String cursor) {
        Provider provider = opened(venue.adapter());
        provider.start(listener, cursor);
        listener.awaitConnected();
        return provider;
    }

    /// What tells that a request was carried out: in the answer or on the stream, in whichever way the venue does it.
    protected <E extends ProviderEvent> List<E> evidence(Outcome outcome, Class<E> kind) {
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        List<E> seen = ((Outcome.Accepted) outcome).seen().stream().filter(kind::isInstance).map(kind::cast).toList();
        return seen.isEmpty() ? heard.await(kind, 1) : seen;
    }

    protected static VenueOrder found(Provider provider, RouteId routeId) {
        VenueAnswer answer = provider.lookUp(lookUp(routeId));
        assertThat(answer).isInstanceOf(VenueAnswer.Found.class);
        VenueOrder order = ((VenueAnswer.Found) answer).order();
        assertThat(order.clientId()).isEqualTo(routeId.value());
        assertThat(order.history().getFirst()).isInstanceOf(ProviderEvent.Acknowledged.class);
        return order;
    }

    protected static List<ProviderEvent.Filled> fillsOf(VenueOrder order) {
        return order.history()
                .stream()
                .filter(ProviderEvent.Filled.class::isInstance)
                .map(ProviderEvent.Filled.class::cast)
                .toList();
    }

    protected static void assertRejected(Outcome outcome, RouteId routeId, RejectReason reason) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.routeId()).isEqualTo(routeId);
            assertThat(rejected.reason()).isEqualTo(reason);
        });
    }

    private static void assumeAmendsInPlace(Provider provider) {
        assumeTrue(provider.capabilities().amends() == Capabilities.Amends.IN_PLACE);
    }

    private static void assumeTakes(Provider provider, TimeInForce... timesInForce) {
        assumeTrue(provider.capabilities().timesInForce().containsAll(List.of(timesInForce)));
    }

    protected static ProviderCall.Submit submit(RouteId routeId, Terms terms) {
        return new ProviderCall.Submit(routeId, SYMBOL, Side.BUY, terms, Handling.PLAIN);
    }

    private static ProviderCall.Replace replace(RouteId routeId, Terms terms) {
        return new ProviderCall.Replace(routeId, routeId, null, SYMBOL, Side.BUY, terms);
    }

    protected static ProviderCall.Cancel cancel(RouteId routeId) {
        return new ProviderCall.Cancel(routeId, null, SYMBOL);
    }

    protected static LookUp lookUp(RouteId routeId) {
        return new LookUp(routeId, null, SYMBOL, Instant.EPOCH);
    }
}
