package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Refusal;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.EmergencyDesk;
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
import dev.fixway.providers.wire.OrderReply;
import dev.fixway.providers.wire.PacedHttp;
import dev.fixway.providers.wire.RateBudget;
import dev.fixway.providers.wire.RateBudget.Priority;
import dev.fixway.providers.wire.Reply;
import dev.fixway.providers.wire.VenueHttp;
import dev.fixway.providers.wire.VenueStream;
import dev.fixway.providers.wire.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The adapter to one Alpaca account. Each call is sent once, on the caller's thread; events are told by the stream's
/// thread and by the one that compares.
public final class AlpacaProvider implements Provider {
    static final String NAME = "alpaca";
    private static final Logger LOG = LoggerFactory.getLogger(AlpacaProvider.class);
    private static final Duration COMPARE_SOON = Duration.ofSeconds(2);
    private static final Duration FIGURES_APART = Duration.ofMillis(500);
    private final AlpacaSettings settings;
    private final InstantSource clock;
    private final PacedHttp http;
    private final PacedHttp data;
    private final AlpacaMarket market;
    private final AlpacaRest rest;
    private final AlpacaBook book = new AlpacaBook();
    private final AlpacaFills fills;
    private final AlpacaLegs legs;
    private final Semaphore fillsTold = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable VenueStream stream;
    private volatile @Nullable AlpacaRecovery recovery;

    AlpacaProvider(AlpacaSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.http = http(NAME, settings.addresses().trading());
        this.data = http("alpaca-data", settings.addresses().data());
        this.market = new AlpacaMarket(settings, http, data, clock);
        this.rest = new AlpacaRest(http);
        this.fills = new AlpacaFills(rest, book, settings.visibility());
        this.legs = new AlpacaLegs(rest, book);
    }

    private PacedHttp http(String name, URI address) {
        RateBudget budget = new RateBudget(name, settings.requestsPerMinute(), System::nanoTime,
                new SplittableRandom());
        return new PacedHttp(new VenueHttp(address, settings.wire(),
                new AlpacaManner(settings.credentials(), budget, clock)), budget,
                settings.wire().requestTimeout().dividedBy(4));
    }

    @Override
    public ProviderId id() {
        return new ProviderId(NAME);
    }

    @Override
    public String platform() {
        return settings.isPaper() ? "alpaca-paper" : "alpaca-live";
    }

    @Override
    public Capabilities capabilities() {
        return AlpacaCapabilities.of(settings);
    }

    @Override
    public MarketDesk market() {
        return market;
    }

    @Override
    public void start(ProviderListener listener, @Nullable String cursor) {
        if (stream != null || isClosed()) {
            throw new ProviderException("alpaca: started twice or after its end");
        }
        book.guarded(() -> book.belongsTo(listener::isOurs, listener::onTrouble));
        AlpacaTeller teller = new AlpacaTeller(book, listener,
                cursor == null ? null : book.locked(() -> book.resume(cursor)), fillsTold::release);
        AlpacaRecovery comparing = new AlpacaRecovery(rest, book, fills, teller, clock.instant());
        VenueStream started = new VenueStream(NAME, settings.addresses()::stream, settings.wire(), new AlpacaTrades(
                settings.credentials(), new AlpacaEvents(book, teller, comparing), comparing, listener));
        recovery = comparing;
        stream = started;
        started.start();
        market.start();
        Thread.ofVirtual().name("alpaca-compare").start(() -> compare(comparing));
        Thread.ofVirtual().name("alpaca-figures").start(this::tellFigures);
    }

    /// Finds what a stream that looks well has lost; soon, where fills are known to be missing.
    private void compare(AlpacaRecovery recovery) {
        try {
            while (!closed.await(pause().toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    recovery.compare();
                } catch (RuntimeException e) {
                    LOG.warn("venue could not be compared with venue=alpaca cause={}", e.toString());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Tells positions and account after fills, some time apart.
    private void tellFigures() {
        try {
            while (!closed.await(FIGURES_APART.toNanos(), TimeUnit.NANOSECONDS)) {
                if (fillsTold.drainPermits() > 0) {
                    try {
                        market.tellFigures();
                    } catch (RuntimeException e) {
                        LOG.warn("positions could not be asked venue=alpaca cause={}", e.toString());
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration pause() {
        Duration every = settings.compareEvery();
        boolean isWhole = book.locked(() -> book.unexplained().isEmpty());
        return isWhole || every.compareTo(COMPARE_SOON) < 0 ? every : COMPARE_SOON;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private @Nullable Outcome notRunning(RouteId routeId) {
        return isClosed() || stream == null
                ? new Outcome.Rejected(routeId, RejectReason.NOT_SENT, "alpaca is not running")
                : null;
    }

    @Override
    public Outcome submit(ProviderCall.Submit call) {
        Outcome refused = refused(call.routeId(),
                AlpacaRules.objection(call.symbol(), call.terms(), call.handling().exits()));
        if (refused != null) {
            return refused;
        }
        if (call.handling().exits() == null) {
            return sent(call);
        }
        book.guarded(() -> book.awaitExits(1));
        try {
            return sent(call);
        } finally {
            book.guarded(() -> book.awaitExits(-1));
            tellReleased();
        }
    }

    /// What the stream told of exits before it was known whose they are.
    private void tellReleased() {
        AlpacaRecovery comparing = recovery;
        if (comparing != null) {
            try {
                comparing.release();
            } catch (ProviderException e) {
                LOG.warn("exits wait for the next comparison venue=alpaca cause={}", e.toString());
            }
        }
    }

    private Outcome sent(ProviderCall.Submit call) {
        boolean isFirst = book.locked(() -> book.sends(call.routeId()));
        return outcome(call.routeId(), WireRequest.of("POST", "/v2/orders", AlpacaCodec.order(call)), Priority.TRADING,
                refusal -> refusal.isDuplicate() && isFirst
                        ? known(call.routeId())
                        : new Outcome.Rejected(call.routeId(), AlpacaErrors.ofOrder(refusal), refusal.message()));
    }

    /// We sent it once: what the venue knows by this id is that order, or another gateway's.
    private static Outcome known(RouteId routeId) {
        return new Outcome.Unknown(routeId, "the venue has this id already");
    }

    private @Nullable Outcome refused(RouteId routeId, @Nullable Refusal objection) {
        Outcome notRunning = notRunning(routeId);
        return notRunning != null || objection == null
                ? notRunning
                : new Outcome.Rejected(routeId, objection.reason(), objection.text());
    }

    @Override
    public Outcome replace(ProviderCall.Replace call) {
        Outcome refused = refused(call.routeId(), AlpacaRules.objectionToReplace(call.symbol(), call.newTerms()));
        if (refused != null) {
            return refused;
        }
        return onOrder(call.routeId(), call.target(), call.venueOrderId(), id -> {
            boolean isFirst = book.locked(() -> {
                book.wants(call.routeId(), call.newTerms());
                return book.sends(call.routeId());
            });
            return outcome(call.routeId(), WireRequest.of("PATCH", order(id), AlpacaCodec.replace(call)),
                    Priority.TRADING, refusal -> refusal.isDuplicate() && isFirst
                            ? known(call.routeId())
                            : refused(call.routeId(), refusal));
        });
    }

    private static String order(String id) {
        return "/v2/orders/" + AlpacaRest.encoded(id);
    }

    private static Outcome refused(RouteId routeId, AlpacaErrors.Refusal refusal) {
        return new Outcome.Rejected(routeId, AlpacaErrors.ofRequest(refusal), refusal.message());
    }

    @Override
    public Outcome cancel(ProviderCall.Cancel call) {
        Outcome refused = isClosed() ? notRunning(call.routeId()) : null;
        return refused != null
                ? refused
                : onOrder(call.routeId(), call.routeId(), call.venueOrderId(),
                        id -> cancel(call.routeId(), id));
    }

    private Outcome cancel(RouteId routeId, String id) {
        // Before it is sent: the stream may be faster than the answer.
        boolean isFirst = book.locked(() -> book.cancels().asked(id));
        Outcome outcome = outcome(routeId, WireRequest.of("DELETE", order(id)), Priority.CANCEL,
                refusal -> refused(routeId, refusal));
        if (isFirst && !(outcome instanceof Outcome.Accepted)) {
            book.guarded(() -> book.cancels().notTaken(id));
        }
        return outcome;
    }

    /// Sends a request about an order that the venue knows by its own id only: that one is asked for where it is
    /// missing.
    private Outcome onOrder(RouteId routeId, RouteId target, @Nullable VenueOrderId venueOrderId,
            Function<String, Outcome> request) {
        String id = venueOrderId == null ? null : venueOrderId.value();
        if (id == null) {
            long start = System.nanoTime();
            try {
                AlpacaOrder order = rest.byClientId(target.value());
                if (order == null) {
                    return new Outcome.Rejected(routeId, RejectReason.UNKNOWN_ORDER, "the venue has no such order");
                }
                id = order.id();
            } catch (ProviderException e) {
                return new Outcome.Rejected(routeId, RejectReason.NOT_SENT, String.valueOf(e.getMessage()));
            }
            if (System.nanoTime() - start > settings.wire().requestTimeout().toNanos()) {
                // The question has waited for the budget: the engine may have given the request up.
                return new Outcome.Rejected(routeId, RejectReason.NOT_SENT, "too late to be sent");
            }
        }
        return request.apply(id);
    }

    /// Sends once and says what is known.
    private Outcome outcome(RouteId routeId, WireRequest request, Priority priority,
            Function<AlpacaErrors.Refusal, Outcome> refused) {
        return OrderReply.outcome(routeId, rest.send(request, priority), answered -> taken(routeId, request, answered),
                answered -> {
                    AlpacaErrors.Refusal refusal = AlpacaErrors.refusal(answered);
                    return refusal == null ? null : refused.apply(refusal);
                });
    }

    private Outcome taken(RouteId routeId, WireRequest request, Reply.Answered answered) {
        if (request.method().equals("DELETE")) {
            return new Outcome.Accepted(routeId, null, List.of());
        }
        AlpacaOrder order = AlpacaOrder.of(AlpacaJson.read(answered.body()));
        if (!order.ids().clientId().equals(routeId.value())) {
            return new Outcome.Unknown(routeId, "the answer is about " + order.ids().clientId());
        }
        book.guarded(() -> book.see(order));
        tellExits(order);
        List<ProviderEvent> seen = order.status().equals("rejected")
                ? List.of(new ProviderEvent.Rejected(routeId, RejectReason.VENUE_REFUSED,
                        AlpacaCodec.REJECTED_TEXT, order.times().changed()))
                : List.of();
        return new Outcome.Accepted(routeId, order.venueOrderId(), seen);
    }

    /// Tells the exits that an answer shows below its order.
    private void tellExits(AlpacaOrder order) {
        AlpacaRecovery comparing = recovery;
        if (comparing != null && !order.legs().isEmpty()) {
            comparing.updateExits(order);
        }
    }

    /// Of this adapter, which needs no start for it.
    EmergencyDesk emergency() {
        return new AlpacaEmergency(EmergencyDesk.of(this), rest::cancelAll);
    }

    @Override
    public VenueAnswer lookUp(LookUp about) {
        mustBeOpen();
        VenueOrderId id = about.venueOrderId();
        AlpacaOrder order = id == null ? rest.byClientId(about.routeId().value()) : rest.byId(id.value());
        if (order == null) {
            return new VenueAnswer.NotFound();
        }
        fills.mustBeComplete(List.of(order));
        tellExits(order);
        return new VenueAnswer.Found(withHistory(order));
    }

    @Override
    public List<VenueOrder> openOrders() {
        mustBeOpen();
        // Who cancels without a gateway does not ask whose exits there are, nor for fills.
        List<AlpacaOrder> open = stream == null ? legs.open(rest.open()) : legs.settled(rest.open());
        if (stream != null) {
            fills.mustBeComplete(open);
        }
        List<VenueOrder> orders = new ArrayList<>();
        open.forEach(order -> orders.add(withHistory(order)));
        return orders;
    }

    private VenueOrder withHistory(AlpacaOrder order) {
        boolean isOurs = book.isOurs(order);
        RouteId routeId = isOurs ? RouteId.of(order.ids().clientId()) : VenueOrder.FOREIGN;
        String after = isOurs && order.status().equals("replaced") ? order.ids().replacedBy() : null;
        AlpacaOrder successor = after == null ? null : rest.byId(after);
        boolean goesOn = successor != null && book.isOurs(successor);
        boolean hasBegun = !isOurs || AlpacaTeller.hasBegun(order) || rest.hasPlace(order);
        return book.locked(() -> {
            AlpacaEntry entry = book.see(order);
            return AlpacaCodec.order(order, routeId, entry,
                    new AlpacaCodec.Standing(hasBegun && !book.isHeld(entry), goesOn));
        });
    }

    private void mustBeOpen() {
        if (isClosed()) {
            throw new ProviderException("alpaca: closed");
        }
    }

    @Override
    public void close() {
        closed.countDown();
        VenueStream running = stream;
        if (running != null) {
            running.close();
        }
        market.close();
        http.close();
        data.close();
    }
}
