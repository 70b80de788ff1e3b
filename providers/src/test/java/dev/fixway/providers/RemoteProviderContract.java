package dev.fixway.providers;

import static dev.fixway.engine.domain.TimeInForce.DAY;
import static dev.fixway.engine.domain.TimeInForce.GTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.LookUp;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the engine relies on in adapters to venues behind a network, beside [ProviderContract].
public abstract class RemoteProviderContract extends ProviderContract {
    private static final RouteId THIRD = OrderId.of("TEST", 3).route(1);
    private static final Qty ONE = Qty.of("1");

    /// A new venue that keeps its state in a folder.
    protected abstract RemoteVenue remote(Path folder, TestVenue.Filling filling);

    @Override
    protected final TestVenue venue(Path folder, TestVenue.Filling filling) {
        return remote(folder, filling);
    }

    private RemoteVenue opened(Path folder) {
        return opened(remote(folder, TestVenue.Filling.WHOLE));
    }

    @ParameterizedTest
    @EnumSource
    void saysOfAFailureWhatItKnowsAndNoMore(RemoteVenue.Failure failure, @TempDir Path folder) {
        RemoteVenue venue = opened(folder);
        Provider provider = started(venue, heard);
        venue.fail(failure);

        Outcome outcome = provider.submit(submit(FIRST, venue.resting(TEN, GTC)));

        assertThat(outcome.routeId()).isEqualTo(FIRST);
        assertThat(outcome).isInstanceOf(failure.isSaid() ? Outcome.Rejected.class : Outcome.Unknown.class);
        assertThat(provider.lookUp(lookUp(FIRST)))
                .isInstanceOf(failure.isTaken() ? VenueAnswer.Found.class : VenueAnswer.NotFound.class);
        assertThat(provider.openOrders()).hasSize(failure.isTaken() ? 1 : 0);
    }

    @Test
    void sendsNothingToAVenueThatIsAway(@TempDir Path folder) {
        RemoteVenue venue = opened(folder);
        Provider provider = started(venue, heard);
        venue.goDown();
        heard.awaitLost(1);

        assertRejected(provider.submit(submit(FIRST, venue.resting(TEN, GTC))), FIRST, RejectReason.NOT_SENT);
        assertThatThrownBy(() -> provider.lookUp(lookUp(FIRST))).isInstanceOf(ProviderException.class);
        assertThatThrownBy(provider::openOrders).isInstanceOf(ProviderException.class);
        venue.comeUp();
    }

    @Test
    void tellsOnceAndInOrderWhatABrokenStreamHid(@TempDir Path folder) {
        RemoteVenue venue = opened(folder);
        Provider provider = started(venue, heard);
        provider.submit(submit(FIRST, venue.resting(TEN, GTC)));
        heard.await(ProviderEvent.Acknowledged.class, 1);

        venue.cutStream();
        venue.fill(FIRST, ONE);
        heard.awaitConnected(2);
        venue.garbleStream();
        for (int i = 0; i < 9; i++) {
            venue.fill(FIRST, ONE);
        }

        heard.await(ProviderEvent.Filled.class, 10);
        heard.awaitLost(1);
        assertThat(heard.of(ProviderEvent.Filled.class)).isEqualTo(fillsOf(found(provider, FIRST)));
    }

    @Test
    void findsAVenueAgainThatWasAway(@TempDir Path folder) {
        RemoteVenue venue = opened(folder);
        Provider provider = started(venue, heard);
        provider.submit(submit(FIRST, venue.trading(TEN, DAY)));
        heard.await(ProviderEvent.Acknowledged.class, 1);

        venue.goDown();
        heard.awaitLost(1);
        venue.comeUp();
        heard.awaitConnected(2);
        venue.moveOn();

        assertThat(heard.await(ProviderEvent.Filled.class, 1)).isEqualTo(fillsOf(found(provider, FIRST)));
        assertThat(heard.of(ProviderEvent.Acknowledged.class)).hasSize(1);
        assertThat(heard.attempts()).as("attempts told").isPositive();
    }

    @Test
    void goesOnFromACursorWithWhatHappenedMeanwhile(@TempDir Path folder) {
        RemoteVenue venue = opened(folder);
        Heard heardBefore = new Heard();
        Provider before = started(venue, heardBefore);
        before.submit(submit(FIRST, venue.resting(TEN, GTC)));
        before.cancel(cancel(FIRST));
        heardBefore.await(ProviderEvent.Canceled.class, 1);
        before.close();
        venue.fill(FIRST, ONE);

        Provider after = started(venue, heard, heardBefore.cursor());

        assertThat(heard.awaitNews(heardBefore, ProviderEvent.class, 1)).as("the late fill and nothing else")
                .isEqualTo(fillsOf(found(after, FIRST)));
    }

    @Test
    void replacesByANewOrderThatGoesOnWithTheRest(@TempDir Path folder) {
        RemoteVenue venue = opened(folder);
        Provider provider = started(venue, heard);
        assumeTrue(provider.capabilities().amends() == Capabilities.Amends.BY_NEW_ORDER);
        provider.submit(submit(FIRST, venue.resting(TEN, GTC)));
        heard.await(ProviderEvent.Acknowledged.class, 1);
        venue.fill(FIRST, ONE);
        RouteId next = FIRST.orderId().route(2);
        Terms wanted = venue.resting(Qty.of("7"), GTC);

        Outcome outcome = provider.replace(replace(next, wanted));
        List<ProviderEvent.Replaced> replaced = heard.await(ProviderEvent.Replaced.class, 1);
        venue.fill(next, Qty.of("6"));
        heard.await(ProviderEvent.Filled.class, 2);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Accepted.class,
                accepted -> assertThat(accepted.routeId()).isEqualTo(next));
        assertThat(replaced).singleElement().satisfies(event -> {
            assertThat(event.routeId()).isEqualTo(next);
            assertThat(event.terms().sameAs(wanted)).isTrue();
        });
        assertThat(provider.openOrders()).isEmpty();
        assertThat(heard.of(ProviderEvent.Canceled.class)).as("the old order goes on in the new one").isEmpty();
        assertThat(fillsOf(found(provider, FIRST))).hasSize(1);
        assertThat(fillsOf(found(provider, next))).hasSize(1);
        assertRejected(provider.replace(replace(FIRST.orderId().route(3), wanted)), FIRST.orderId().route(3),
                RejectReason.TOO_LATE);
    }

    private static ProviderCall.Replace replace(RouteId routeId, Terms terms) {
        return new ProviderCall.Replace(routeId, FIRST, null, SYMBOL, Side.BUY, terms);
    }

    @Test
    void tellsOfOrdersFromElsewhere(@TempDir Path folder) {
        RemoteVenue venue = opened(folder);
        Provider provider = started(venue, heard);

        venue.placeElsewhere("web-17", SYMBOL, TEN);
        VenueOrder told = heard.awaitForeign(1).getFirst();
        LookUp about = new LookUp(THIRD, told.venueOrderId(), SYMBOL, Instant.EPOCH);
        VenueAnswer answer = provider.lookUp(about);
        List<VenueOrder> open = provider.openOrders();
        Outcome outcome = provider.cancel(new ProviderCall.Cancel(THIRD, told.venueOrderId(), SYMBOL));

        assertThat(told.clientId()).isEqualTo("web-17");
        assertThat(told.history()).hasOnlyElementsOfType(ProviderEvent.Acknowledged.class)
                .allMatch(event -> event.routeId().equals(VenueOrder.FOREIGN));
        assertThat(answer).isEqualTo(new VenueAnswer.Found(told));
        assertThat(open).containsExactly(told);
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        assertThat(heard.awaitForeign(2).getLast().history()).last().isInstanceOf(ProviderEvent.Canceled.class);
        assertThat(heard.events()).isEmpty();
    }
}
