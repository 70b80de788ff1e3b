package dev.fixway.providers.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import dev.fixway.providers.Heard;
import dev.fixway.providers.ProviderContract;
import dev.fixway.providers.TestVenue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MockProviderTest extends ProviderContract {
    private static final MockSettings AT_ONCE = new MockSettings(DrivenMock.SEED, Duration.ZERO, null, 10, 10);
    private static final MockSettings SOON = new MockSettings(DrivenMock.SEED, Duration.ofMillis(1), null, 10, 10);

    @TempDir
    private Path folder;

    @Override
    protected TestVenue venue(Path venueFolder, TestVenue.Filling filling) {
        return new DrivenMock(venueFolder, filling == TestVenue.Filling.HALF_FIRST ? "0.5" : null);
    }

    @Test
    void fillsAtTheWalkPriceOfItsMoment() {
        DrivenMock mock = new DrivenMock(folder, "0.25");
        try (Provider provider = mock.started(heard)) {
            mock.pass(Duration.ofMinutes(3));
            provider.submit(submit(FIRST, market("8")));
            mock.pass(Duration.ofMillis(499));
            assertThat(heard.events()).isEmpty();
            mock.pass(Duration.ofMillis(501));
        }

        MockWalk walk = new MockWalk(DrivenMock.SEED, HandClock.START);
        Instant decided = HandClock.START.plus(Duration.ofMinutes(3)).plus(DrivenMock.DELAY);
        Instant rest = decided.plus(DrivenMock.DELAY);
        assertThat(heard.events()).containsExactly(
                new ProviderEvent.Filled(FIRST, new FillId("M1.1"), Qty.of("2"), walk.priceAt(SYMBOL, decided), null,
                        decided),
                new ProviderEvent.Filled(FIRST, new FillId("M1.2"), Qty.of("6"), walk.priceAt(SYMBOL, rest), null,
                        rest));
    }

    @Test
    void itsAnswerSaysTheDecisionThatNothingWaitsFor() {
        DrivenMock mock = new DrivenMock(folder, AT_ONCE);
        try (Provider provider = mock.started(heard)) {
            assertThat(provider.submit(submit(FIRST, market("8")))).isEqualTo(new Outcome.Accepted(FIRST,
                    new VenueOrderId("M1"),
                    List.of(new ProviderEvent.Filled(FIRST, new FillId("M1.1"), Qty.of("8"),
                            new MockWalk(DrivenMock.SEED, HandClock.START).priceAt(SYMBOL, HandClock.START), null,
                            HandClock.START))));
            assertThat(provider.submit(submit(SECOND, limit("10", "1", TimeInForce.DAY))))
                    .isEqualTo(new Outcome.Accepted(SECOND, new VenueOrderId("M2"), List.of()));
            mock.pass(Duration.ofHours(1));
            assertThat(heard.events()).as("all that was told").isEmpty();
        }
        assertThat(MockBook.read(mock.journal()).orders()).extracting(MockOrder::state)
                .containsExactly(MockOrder.State.FILLED, MockOrder.State.RESTING);
    }

    @Test
    void itsAnswerSaysTheFirstTrancheAndTheRestIsTold() {
        DrivenMock mock = new DrivenMock(folder,
                new MockSettings(DrivenMock.SEED, Duration.ZERO, new BigDecimal("0.25"), 10, 10));
        try (Provider provider = mock.started(heard)) {
            assertThat(provider.submit(submit(FIRST, market("8")))).asInstanceOf(type(Outcome.Accepted.class))
                    .extracting(Outcome.Accepted::seen)
                    .asInstanceOf(list(ProviderEvent.Filled.class))
                    .extracting(ProviderEvent.Filled::lastQty)
                    .containsExactly(Qty.of("2"));
            mock.pass(Duration.ZERO);
            assertThat(heard.of(ProviderEvent.Filled.class)).extracting(ProviderEvent.Filled::lastQty)
                    .containsExactly(Qty.of("6"));
        }
    }

    @Test
    void decidesOnceAndLeavesAMissedLimitOpenForEver() {
        DrivenMock mock = new DrivenMock(folder, (String) null);
        try (Provider provider = mock.started(heard)) {
            provider.submit(submit(FIRST, limit("10", "1", TimeInForce.DAY)));
            mock.moveOn();
            Outcome outcome = provider.replace(replace(limit("10", "1000", TimeInForce.DAY)));
            mock.pass(Duration.ofDays(3));

            assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
            assertThat(heard.events()).isEmpty();
            assertThat(provider.openOrders()).hasSize(1);
        }
    }

    @Test
    void theDecisionThatIsToComeTakesTheNewTerms() {
        DrivenMock mock = new DrivenMock(folder, (String) null);
        try (Provider provider = mock.started(heard)) {
            provider.submit(submit(FIRST, limit("10", "1", TimeInForce.GTC)));
            provider.replace(replace(limit("4", "1000", TimeInForce.GTC)));
            mock.pass(Duration.ofMinutes(1));
        }

        assertThat(heard.of(ProviderEvent.Filled.class)).extracting(ProviderEvent.Filled::lastQty)
                .containsExactly(Qty.of("4"));
    }

    @Test
    void anAmendedOrderFillsTheRestOfItsNewQuantity() {
        DrivenMock mock = new DrivenMock(folder, "0.5");
        try (Provider provider = mock.started(heard)) {
            provider.submit(submit(FIRST, market("10")));
            mock.moveOn();
            provider.replace(replace(market("12")));
            mock.moveOn();

            assertThat(provider.openOrders()).isEmpty();
        }
        assertThat(heard.of(ProviderEvent.Filled.class)).extracting(ProviderEvent.Filled::lastQty)
                .containsExactly(Qty.of("5"),
                        Qty.of("7"));
    }

    @Test
    void decidesAfterARestartWhatWasDueBefore() {
        DrivenMock mock = new DrivenMock(folder, (String) null);
        try (Provider before = mock.started(new Heard())) {
            before.submit(submit(FIRST, market("10")));
            mock.pass(Duration.ofMillis(400));
        }
        try (Provider _ = mock.started(heard)) {
            assertThat(heard.events()).isEmpty();
            mock.pass(Duration.ofMillis(100));
            assertThat(heard.events()).hasSize(1);
        }
        Heard later = new Heard();
        try (Provider after = mock.started(later)) {
            after.submit(submit(SECOND, limit("1", "1", TimeInForce.GTC)));
            mock.pass(Duration.ofMinutes(1));
        }
        try (Provider last = mock.started(later)) {
            last.replace(new ProviderCall.Replace(SECOND, SECOND, null, SYMBOL, Side.BUY,
                    limit("1", "1000", TimeInForce.GTC)));
            mock.pass(Duration.ofMinutes(1));
        }
        assertThat(later.events()).as("neither the fill again nor a second decision").isEmpty();
    }

    @Test
    void aFillIsInTheJournalWhenItIsTold() {
        DrivenMock mock = new DrivenMock(folder, (String) null);
        var known = new CompletableFuture<List<MockFill>>();
        ProviderListener reading = hearing(_ -> known
                .complete(MockBook.read(mock.journal()).order(FIRST).map(MockOrder::fills).orElse(List.of())));
        try (Provider provider = mock.started(reading)) {
            provider.submit(submit(FIRST, market("10")));
            assertThat(MockBook.read(mock.journal()).order(FIRST)).map(MockOrder::state)
                    .contains(MockOrder.State.UNDECIDED);
            mock.moveOn();
        }

        assertThat(known.join()).extracting(MockFill::fillId).containsExactly(new FillId("M1.1"));
    }

    @Test
    void countsSubmissionsThatCameTwice() {
        DrivenMock mock = new DrivenMock(folder, (String) null);
        try (Provider provider = mock.started(heard)) {
            provider.submit(submit(FIRST, market("10")));
            provider.submit(submit(FIRST, market("10")));
            provider.submit(submit(SECOND, market("10")));
        }

        MockBook book = MockBook.read(mock.journal());
        assertThat(book.orders()).extracting(MockOrder::submissions).containsExactly(2, 1);
        assertThat(book.toString()).contains(FIRST + " UNDECIDED BUY 0/10 AAPL submissions=2");
    }

    @Test
    void refusesByNameWhatItCannotDo() {
        try (Provider provider = new DrivenMock(folder, AT_ONCE).started(heard)) {
            assertReason(provider.submit(submit(FIRST, market("0"))), RejectReason.INCORRECT_QTY);
            assertReason(provider.submit(submit(FIRST, terms(OrdType.LIMIT, null, "1"))), RejectReason.INVALID_PRICE);
            assertReason(provider.submit(submit(FIRST, terms(OrdType.STOP_LIMIT, "1", null))),
                    RejectReason.INVALID_PRICE);
            assertReason(provider.submit(submit(FIRST, new Terms(OrdType.MARKET, Qty.ZERO, Qty.of("1000"), null, null,
                    TimeInForce.DAY))), RejectReason.UNSUPPORTED);
            assertThat(provider.lookUp(lookUp(FIRST))).isEqualTo(new VenueAnswer.NotFound());
        }
    }

    @Test
    void aReplaceCannotChangeTheType() {
        try (Provider provider = new DrivenMock(folder, (String) null).started(heard)) {
            provider.submit(submit(FIRST, market("10")));

            assertReason(provider.replace(replace(limit("10", "1", TimeInForce.DAY))), RejectReason.UNSUPPORTED);
        }
    }

    @Test
    void takesNoMoreThanItsBoundOfOpenOrders() {
        MockSettings two = new MockSettings(1L, DrivenMock.DELAY, null, 2, 1);
        DrivenMock mock = new DrivenMock(folder, two);
        try (Provider provider = mock.started(heard)) {
            provider.submit(submit(FIRST, market("1")));
            provider.submit(submit(SECOND, market("1")));
            RouteId third = OrderId.of("TEST", 3).route(1);
            assertReason(provider.submit(submit(third, market("1"))), RejectReason.EXCEEDS_LIMIT);
            mock.moveOn();

            assertThat(provider.submit(submit(third, market("1")))).isInstanceOf(Outcome.Accepted.class);
            assertThat(provider.lookUp(lookUp(FIRST))).as("forgotten, not unknown")
                    .isEqualTo(new VenueAnswer.CannotTell());
        }
    }

    @Test
    void theJournalDoesNotGrowWithHistory() {
        MockSettings forgetful = new MockSettings(1L, DrivenMock.DELAY, null, 100, 100);
        DrivenMock mock = new DrivenMock(folder, forgetful);
        int orders = 12_000;
        try (Provider provider = mock.started(heard)) {
            for (int number = 1; number <= orders; number++) {
                provider.submit(submit(OrderId.of("TEST", number).route(1), market("2")));
                mock.moveOn();
            }
        }

        assertThat(mock.journal().toFile().length()).isLessThan(10_100L * 120);
        try (Provider provider = mock.started(heard)) {
            Outcome next = provider.submit(submit(OrderId.of("TEST", orders + 1).route(1), market("1")));
            assertThat(next).isInstanceOfSatisfying(Outcome.Accepted.class,
                    accepted -> assertThat(accepted.venueOrderId()).isEqualTo(new VenueOrderId("M" + (orders + 1))));
        }
        assertThat(MockBook.read(mock.journal()).position(SYMBOL).orElseThrow().quantity())
                .isEqualByComparingTo("24000");
    }

    @Test
    void anAnswerNeverOvertakesAFill() {
        var isTelling = new CountDownLatch(1);
        var mayGoOn = new CompletableFuture<Boolean>();
        ProviderListener slow = hearing(event -> {
            isTelling.countDown();
            mayGoOn.join();
            heard.onEvent(event);
        });
        try (Provider provider = MockProvider.open(SOON, folder, InstantSource.system(), new MockThread())) {
            provider.start(slow, null);
            provider.submit(submit(FIRST, market("10")));
            await().until(() -> isTelling.getCount() == 0);

            var canceling = new CompletableFuture<Outcome>();
            Thread caller = Thread.startVirtualThread(() -> canceling.complete(provider.cancel(cancel(FIRST))));
            await().until(() -> caller.getState() == Thread.State.WAITING);
            assertThat(provider.submit(submit(SECOND, market("1")))).as("other orders go on")
                    .isInstanceOf(Outcome.Accepted.class);
            assertThat(canceling).isNotDone();
            mayGoOn.complete(true);

            assertReason(canceling.join(), RejectReason.TOO_LATE);
            assertThat(heard.events()).isNotEmpty();
        }
    }

    @Test
    void itsThreadEndsWithIt() {
        Provider provider = MockProvider.open(SOON, folder, InstantSource.system(), new MockThread());
        var teller = new CompletableFuture<Thread>();
        provider.start(hearing(_ -> teller.complete(Thread.currentThread())), null);
        provider.submit(submit(FIRST, market("10")));
        Thread mock = teller.join();
        assertThat(mock.getName()).isEqualTo("mock");

        provider.close();
        provider.close();

        await().until(() -> !mock.isAlive());
    }

    @Test
    void keepsItsSeedAndItsWalkOverARestart() {
        DrivenMock mock = new DrivenMock(folder, new MockSettings(null, DrivenMock.DELAY, null, 10, 10));
        try (Provider _ = mock.started(heard)) {
            mock.pass(Duration.ofHours(1));
        }
        long seed = Optional.ofNullable(MockBook.read(mock.journal()).walk()).orElseThrow().seed();
        try (Provider provider = mock.started(heard)) {
            provider.submit(submit(FIRST, market("10")));
            mock.moveOn();
        }

        Price expected = new MockWalk(seed, HandClock.START).priceAt(SYMBOL, mock.clock.instant());
        assertThat(heard.of(ProviderEvent.Filled.class)).extracting(ProviderEvent.Filled::lastPx)
                .containsExactly(expected);
    }

    private static ProviderListener hearing(Consumer<ProviderEvent> consumer) {
        return new ProviderListener() {
            @Override
            public void onEvent(ProviderEvent event, @Nullable String cursor) {
                consumer.accept(event);
            }

            @Override
            public void onForeign(VenueOrder order, @Nullable String cursor) {}

            @Override
            public void onConnected() {}

            @Override
            public void onLost(String cause) {}
        };
    }

    private static void assertReason(Outcome outcome, RejectReason reason) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class,
                rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    private static Terms market(String qty) {
        return Terms.of(OrdType.MARKET, Qty.of(qty), null, null, TimeInForce.DAY);
    }

    private static Terms limit(String qty, String price, TimeInForce timeInForce) {
        return Terms.of(OrdType.LIMIT, Qty.of(qty), Price.of(price), null, timeInForce);
    }

    private static Terms terms(OrdType type, @Nullable String price, @Nullable String stopPx) {
        return Terms.of(type, Qty.of("1"), price == null ? null : Price.of(price),
                stopPx == null ? null : Price.of(stopPx),
                TimeInForce.DAY);
    }

    private static ProviderCall.Replace replace(Terms terms) {
        return new ProviderCall.Replace(FIRST, FIRST, null, SYMBOL, Side.BUY, terms);
    }

}
