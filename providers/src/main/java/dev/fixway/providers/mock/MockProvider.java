package dev.fixway.providers.mock;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.LookUp;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The mock venue behind the port.
///
/// Any thread may call; a lock guards the venue and is never held while the listener is called. Decisions are made and
/// told by the timer's thread. An answer about an order waits until what happened to that order before has been told.
public final class MockProvider implements Provider {
    static final String NAME = "mock";
    private static final Logger LOG = LoggerFactory.getLogger(MockProvider.class);
    private static final Duration WRITE_AGAIN = Duration.ofSeconds(1);

    private final Duration fillDelay;
    private final InstantSource clock;
    private final MockTimer timer;
    private final MockVenue venue;
    private final List<MockOrder> leftDue;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition told = lock.newCondition();
    private @Nullable ProviderListener listener;
    private final MockCalls calls;
    private final MockMarketDesk desk;
    private @Nullable RouteId telling;
    private @Nullable Thread teller;
    private boolean isClosed;

    private MockProvider(MockSettings settings, InstantSource clock, MockTimer timer, MockVenue venue) {
        this.fillDelay = settings.fillDelay();
        this.clock = clock;
        this.timer = timer;
        this.calls = new MockCalls(timer);
        this.venue = venue;
        this.leftDue = venue.due();
        this.desk = new MockMarketDesk(this, venue, clock, timer);
    }

    /// Opens the venue whose book is in a folder.
    ///
    /// Throws ProviderException when the book is damaged, in use or cannot be written.
    static MockProvider open(MockSettings settings, Path folder, InstantSource clock, MockTimer timer) {
        try {
            return new MockProvider(settings, clock, timer, MockVenue.open(settings, folder, clock.instant()));
        } catch (IOException e) {
            throw new ProviderException("mock: cannot write its book in " + folder, e);
        }
    }

    @Override
    public ProviderId id() {
        return new ProviderId(NAME);
    }

    @Override
    public String platform() {
        return NAME;
    }

    @Override
    public Capabilities capabilities() {
        return MockCapabilities.ALL;
    }

    @Override
    public MarketDesk market() {
        return desk;
    }

    @Override
    public void start(ProviderListener newListener, @Nullable String cursor) {
        locked(() -> {
            if (listener != null || isClosed) {
                throw new ProviderException("mock: started twice or after its end");
            }
            listener = newListener;
            return true;
        });
        timer.after(Duration.ZERO, () -> {
            newListener.onConnected();
            leftDue.forEach(this::resume);
            desk.stream().start();
        });
    }

    /// The timer's thread: a call takes microseconds, and what follows from it is decided there anyway.
    @Override
    public void startCalls(List<Runnable> together) {
        calls.start(together);
    }

    @Override
    public Outcome submit(ProviderCall.Submit call) {
        Outcome outcome = answered(call, call.routeId(), now -> placed(call, now));
        if (outcome instanceof Outcome.Accepted accepted && hasFill(accepted.seen())) {
            timer.after(Duration.ZERO, () -> desk.stream().filled(call.routeId()));
        }
        return outcome;
    }

    private Outcome placed(ProviderCall.Submit call, Instant now) throws IOException {
        Outcome outcome = venue.place(call, now);
        if (outcome instanceof Outcome.Accepted && venue.isDue(call.routeId())) {
            decideAfter(fillDelay, call.routeId());
        }
        compact();
        return outcome;
    }

    private static boolean hasFill(List<ProviderEvent> events) {
        return events.stream().anyMatch(ProviderEvent.Filled.class::isInstance);
    }

    @Override
    public Outcome replace(ProviderCall.Replace call) {
        return answered(call, call.target(), now -> venue.amend(call, now));
    }

    @Override
    public Outcome cancel(ProviderCall.Cancel call) {
        return answered(call, call.routeId(), now -> venue.cancel(call, now));
    }

    @Override
    public VenueAnswer lookUp(LookUp about) {
        return asked(() -> venue.find(about.routeId()));
    }

    @Override
    public List<VenueOrder> openOrders() {
        return asked(venue::openOrders);
    }

    @Override
    public void close() {
        boolean wasClosed = locked(() -> {
            boolean before = isClosed;
            isClosed = true;
            told.signalAll();
            return before;
        });
        if (!wasClosed) {
            timer.close();
            locked(() -> {
                venue.close();
                return true;
            });
        }
    }

    /// Makes a request of the venue, unless it is not up, and when what happened to the order before has been told.
    private Outcome answered(ProviderCall call, RouteId about, Request request) {
        return locked(() -> {
            while (!isClosed && about.equals(telling) && !Thread.currentThread().equals(teller)) {
                told.awaitUninterruptibly();
            }
            // Without a gateway a person may still cancel.
            if (isClosed || (listener == null && !(call instanceof ProviderCall.Cancel))) {
                return MockRules.rejected(call, RejectReason.NOT_SENT, "mock is not running");
            }
            try {
                return request.make(clock.instant());
            } catch (IOException e) {
                LOG.warn("mock book not written routeId={} cause={}", call.routeId(), e.toString());
                return new Outcome.Unknown(call.routeId(), "mock cannot write its book: " + e.getMessage());
            }
        });
    }

    /// Asks the venue under its lock; throws ProviderException once it is closed.
    <T> T asked(Supplier<T> question) {
        return locked(() -> {
            if (isClosed) {
                throw new ProviderException("mock: closed");
            }
            return question.get();
        });
    }

    /// Takes up what an earlier life of the venue left to be decided.
    private void resume(MockOrder order) {
        Duration waited = Duration.between(order.waitsSince(), clock.instant());
        Duration rest = fillDelay.minus(waited.isNegative() ? Duration.ZERO : waited);
        decideAfter(rest.isNegative() ? Duration.ZERO : rest, order.routeId());
    }

    private void decideAfter(Duration delay, RouteId routeId) {
        timer.after(delay, () -> decide(routeId));
    }

    /// On the timer's thread: decides, tells, and lets calls about the order go on.
    private void decide(RouteId routeId) {
        List<ProviderEvent> events = decided(routeId);
        ProviderListener hears = listener;
        try {
            if (hears != null) {
                events.forEach(hears::onEvent);
            }
            if (hasFill(events)) {
                desk.stream().filled(routeId);
            }
        } finally {
            afterTelling(routeId, !events.isEmpty());
        }
    }

    private List<ProviderEvent> decided(RouteId routeId) {
        lock.lock();
        try {
            if (isClosed) {
                return List.of();
            }
            List<ProviderEvent> events = venue.decide(routeId, clock.instant());
            telling = routeId;
            teller = Thread.currentThread();
            return events;
        } catch (IOException e) {
            LOG.warn("mock book not written routeId={} cause={}", routeId, e.toString());
            decideAfter(WRITE_AGAIN, routeId);
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private void afterTelling(RouteId routeId, boolean hasMoved) {
        lock.lock();
        try {
            telling = null;
            teller = null;
            told.signalAll();
            if (isClosed) {
                return;
            }
            if (hasMoved && venue.isDue(routeId)) {
                decideAfter(fillDelay, routeId);
            }
            compact();
        } finally {
            lock.unlock();
        }
    }

    private void compact() {
        try {
            venue.compactWhenWorthwhile();
        } catch (IOException e) {
            LOG.warn("mock book not compacted cause={}", e.toString());
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /// A request of the venue at a moment; an IOException means that it was not made.
    @FunctionalInterface
    private interface Request {
        Outcome make(Instant now) throws IOException;
    }
}
