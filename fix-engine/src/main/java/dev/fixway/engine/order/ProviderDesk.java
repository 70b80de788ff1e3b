package dev.fixway.engine.order;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.order.EngineStatus.ProviderState;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.LookUp;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One provider as the engine uses it: its readiness, and the only place that calls it.
/// Owned by the `orders` thread; calls run where the provider wants them, questions on virtual threads, and each ends in
/// exactly one item on the inbox.
final class ProviderDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderDesk.class);
    private final Provider provider;
    private final Inbox inbox;
    private ProviderState state = ProviderState.CONNECTING;
    private final StreamPosition position;
    private final CallDeadlines deadlines;
    private long lastCall;
    private volatile long blockedThrough;
    private long round;
    private volatile CallWatch watch = CallWatch.NONE;

    /// - `cursor`: the position of its stream that the ledger has; null for none
    ProviderDesk(Provider provider, EngineSettings settings, Inbox inbox, Timers timers, @Nullable String cursor) {
        this.provider = provider;
        this.position = new StreamPosition(cursor);
        this.inbox = inbox;
        this.deadlines = new CallDeadlines(settings.providerCallTimeout(), timers, new Item.CallsDue(provider.id()));
    }

    /// A route of an order that the venue shall be asked about.
    record Question(OrderId orderId, LookUp about, Instant askedAt) {
        static Question of(Order order, Route route, Instant now) {
            return new Question(order.orderId(), new LookUp(route.routeId(), route.venueOrderId(),
                    order.intent().symbol(), order.life().createdAt()), now);
        }

        RouteId routeId() {
            return about.routeId();
        }
    }

    Provider provider() {
        return provider;
    }

    /// Who sees when orders go to the venue; before the first one.
    void watch(CallWatch watcher) {
        watch = watcher;
    }

    StreamPosition position() {
        return position;
    }

    /// Connects the provider.
    ///
    /// - `installation`: how route ids of ours begin
    void start(String installation) {
        provider.start(new ProviderListener() {
            @Override
            public void onEvent(ProviderEvent event, @Nullable String cursor) {
                inbox.put(new Item.Told(provider.id(), event, cursor, false));
            }

            @Override
            public void onRecovered(ProviderEvent event, @Nullable String cursor) {
                inbox.put(new Item.Told(provider.id(), event, cursor, true));
            }

            @Override
            public void onForeign(VenueOrder order, @Nullable String cursor) {
                inbox.put(foreign(order, cursor));
            }

            @Override
            public boolean isOurs(String clientId) {
                return ProviderDesk.isOurs(clientId, installation);
            }

            @Override
            public void onConnected() {
                inbox.put(new Item.Connection(provider.id(), true, ""));
            }

            @Override
            public void onLost(String cause) {
                inbox.put(new Item.Connection(provider.id(), false, cause));
            }

            @Override
            public void onAttempt() {
                watch.connecting(provider.id());
            }

            @Override
            public void onTrouble(@Nullable RouteId routeId, String text) {
                inbox.put(new Item.Trouble(provider.id(), routeId, text));
            }

            @Override
            public void onAway(String cause, boolean isRefused) {
                inbox.put(new Item.Away(provider.id(), cause, isRefused));
            }
        }, position.committed());
    }

    private Item.Foreign foreign(VenueOrder order, @Nullable String cursor) {
        return new Item.Foreign(provider.id(), order, cursor, new Knowledge(Instant.EPOCH));
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

    /// Calls that have taken too long, each told once.
    List<Item> late() {
        return deadlines.due();
    }

    /// No order and no replace that has not left by now leaves any more.
    void block() {
        blockedThrough = lastCall;
    }

    /// Places an order when the group is committed, unless its client has withdrawn it by then.
    void submit(Turn turn, Live live, ProviderCall.Submit call, Reply reply) {
        call(turn, live, call, null, reply);
    }

    /// Calls the venue when the group is committed.
    ///
    /// - `request`: the cancel or replace that is called; null for a cancel that nobody asked for
    void call(Turn turn, Live live, ProviderCall call, @Nullable ClOrdId request) {
        call(turn, live, call, request, Reply.NONE);
    }

    private void call(Turn turn, Live live, ProviderCall call, @Nullable ClOrdId request, Reply reply) {
        long number = ++lastCall;
        OrderId orderId = live.orderId();
        live.begin(new Live.Call(number, call.routeId(), request, call instanceof ProviderCall.Submit,
                deadlines.begin(new Item.CallLate(orderId, number))));
        turn.call(provider, () -> inbox.put(new Item.CallEnded(orderId, number, call instanceof ProviderCall.Submit,
                outcome(call, number, reply))));
    }

    private Outcome outcome(ProviderCall call, long number, Reply reply) {
        if (number <= blockedThrough && !(call instanceof ProviderCall.Cancel)) {
            return new Outcome.Rejected(call.routeId(), RejectReason.KILL_SWITCH, KillSwitch.NOT_SENT);
        }
        if (!reply.claim()) {
            LOG.warn("order withdrawn before it was sent routeId={} provider={}", call.routeId(), provider.id());
            return new Outcome.Rejected(call.routeId(), RejectReason.NOT_SENT, "withdrawn before it was sent");
        }
        try {
            return switch (call) {
                case ProviderCall.Submit submit -> {
                    watch.submitting(provider.id(), submit.routeId());
                    yield provider.submit(submit);
                }
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
        turn.read(() -> Thread.startVirtualThread(() -> inbox.put(answer(question))));
    }

    /// Compares with what is open at the venue: adopts strangers' orders, takes what it says of these routes, looks the
    /// missing ones up one after the other; [Item.Reconciled] comes behind the last answer.
    ///
    /// - `installation`: how route ids of ours begin
    void reconcile(Turn turn, List<Question> questions, String installation) {
        long thisRound = ++round;
        turn.read(() -> Thread.startVirtualThread(() -> {
            String failure;
            try {
                failure = compare(questions, installation);
            } catch (RuntimeException e) {
                LOG.warn("open orders could not be asked provider={} cause={}", provider.id(), e.toString());
                failure = "could not be asked: " + e.getMessage();
            }
            inbox.put(new Item.Reconciled(provider.id(), thisRound, failure));
        }));
    }

    private String compare(List<Question> questions, String installation) {
        OpenOrders open = new OpenOrders(provider.openOrders());
        String failure = "";
        for (Question question : questions) {
            VenueOrder found = open.take(question.about());
            Item.LookedUp answer = found == null
                    ? answer(question)
                    : new Item.LookedUp(question.orderId(), question.routeId(), new VenueAnswer.Found(found), "",
                            question.askedAt());
            inbox.put(answer);
            failure = answer.failure().isEmpty() ? failure : answer.failure();
        }
        for (VenueOrder order : open.left()) {
            inbox.put(isOurs(order.clientId(), installation)
                    ? new Item.OpenThere(provider.id(), RouteId.of(order.clientId()).orderId(), order)
                    : foreign(order, null));
        }
        return failure;
    }

    private static boolean isOurs(String clientId, String installation) {
        return RouteId.isRouteId(clientId) && clientId.startsWith(installation);
    }

    /// Whether this is the newest round of reconciliation.
    boolean isCurrent(long ofRound) {
        return ofRound == round;
    }

    private Item.LookedUp answer(Question question) {
        try {
            return new Item.LookedUp(question.orderId(), question.routeId(), provider.lookUp(question.about()), "",
                    question.askedAt());
        } catch (RuntimeException e) {
            LOG.warn("venue could not be asked routeId={} provider={} cause={}", question.routeId(), provider.id(),
                    e.toString());
            return new Item.LookedUp(question.orderId(), question.routeId(), null,
                    "could not be asked: " + e.getMessage(), question.askedAt());
        }
    }
}
