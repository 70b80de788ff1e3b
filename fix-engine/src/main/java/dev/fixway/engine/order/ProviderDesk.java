package dev.fixway.engine.order;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.order.EngineStatus.ProviderState;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.LookUp;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One provider as the engine uses it: its readiness, and the only place that calls it.
/// Owned by the `orders` thread; calls run on virtual threads and end in exactly one item on the inbox.
final class ProviderDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderDesk.class);
    private final Provider provider;
    private final EngineSettings settings;
    private final Inbox inbox;
    private final Timers timers;
    private ProviderState state = ProviderState.CONNECTING;
    private long lastCall;
    private long round;

    ProviderDesk(Provider provider, EngineSettings settings, Inbox inbox, Timers timers) {
        this.provider = provider;
        this.settings = settings;
        this.inbox = inbox;
        this.timers = timers;
    }

    /// A route of an order that the venue shall be asked about.
    record Question(OrderId orderId, LookUp about) {
        static Question of(Order order, Route route) {
            return new Question(order.orderId(), new LookUp(route.routeId(), route.venueOrderId(),
                    order.intent().symbol(), order.life().createdAt()));
        }

        RouteId routeId() {
            return about.routeId();
        }
    }

    Provider provider() {
        return provider;
    }

    Capabilities capabilities() {
        return provider.capabilities();
    }

    boolean isReady() {
        return state == ProviderState.READY;
    }

    ProviderState state() {
        return state;
    }

    void become(ProviderState newState) {
        LOG.info("provider state provider={} from={} to={}", provider.id(), state, newState);
        state = newState;
    }

    /// The provider as the one who makes events of this order happen.
    Cause cause(Live live, Instant at) {
        return Cause.live(new Party(Edge.PROVIDER, provider.id().value(), live.order().intent().party().account()), at);
    }

    /// Calls the venue when the group is committed.
    ///
    /// - `request`: the cancel or replace that is called; null for a submit
    void call(Turn turn, Live live, ProviderCall call, @Nullable ClOrdId request) {
        long number = ++lastCall;
        OrderId orderId = live.orderId();
        Future<?> alarm = timers.in(settings.providerCallTimeout(), new Item.CallLate(orderId, number));
        live.begin(new Live.Call(number, call.routeId(), request, call instanceof ProviderCall.Submit, alarm));
        turn.call(
                () -> Thread.startVirtualThread(() -> inbox
                        .put(new Item.CallEnded(orderId, number, call instanceof ProviderCall.Submit, outcome(call)))));
    }

    private Outcome outcome(ProviderCall call) {
        try {
            return switch (call) {
                case ProviderCall.Submit submit -> provider.submit(submit);
                case ProviderCall.Replace replace -> provider.replace(replace);
                case ProviderCall.Cancel cancel -> provider.cancel(cancel);
            };
        } catch (RuntimeException e) {
            LOG.error("provider call broke routeId={} provider={}", call.routeId(), provider.id(), e);
            return new Outcome.Unknown(call.routeId(), "the adapter broke: " + e);
        }
    }

    /// Asks the venue about a route when the group is committed.
    void lookUp(Turn turn, Question question) {
        turn.call(() -> Thread.startVirtualThread(() -> inbox.put(answer(question))));
    }

    /// Asks about all these routes, one after the other; [Item.Reconciled] comes behind the last answer.
    void reconcile(Turn turn, List<Question> questions) {
        long thisRound = ++round;
        turn.call(() -> Thread.startVirtualThread(() -> {
            String failure = "";
            for (Question question : questions) {
                Item.LookedUp answer = answer(question);
                inbox.put(answer);
                failure = answer.failure().isEmpty() ? failure : answer.failure();
            }
            inbox.put(new Item.Reconciled(provider.id(), thisRound, failure));
        }));
    }

    /// Whether this is the newest round of reconciliation.
    boolean isCurrent(long ofRound) {
        return ofRound == round;
    }

    private Item.LookedUp answer(Question question) {
        try {
            return new Item.LookedUp(question.orderId(), question.routeId(), provider.lookUp(question.about()), "");
        } catch (RuntimeException e) {
            LOG.warn("venue could not be asked routeId={} provider={} cause={}", question.routeId(), provider.id(),
                    e.toString());
            return new Item.LookedUp(question.orderId(), question.routeId(), null,
                    "could not be asked: " + e.getMessage());
        }
    }
}
