package dev.fixway.engine.order;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Texts;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.order.EngineStatus.ProviderState;
import dev.fixway.engine.provider.ProviderEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Streams and connections of venues. Owned by the `orders` thread.
final class Venues {
    private static final Logger LOG = LoggerFactory.getLogger(Venues.class);
    private static final Duration RECONCILE_AGAIN = Duration.ofSeconds(2);
    private static final String AGAIN = "reconciled again";
    private static final AccountId NO_ACCOUNT = new AccountId("-");
    private final EngineState state;
    private final VenueEvents venueEvents;
    private final Doubt doubt;
    private final Calls calls;
    private final Strangers strangers;
    private final Alarms alarms;
    private final Set<Item.Streamed> unread = Collections.newSetFromMap(new IdentityHashMap<>());

    Venues(EngineState state, VenueEvents venueEvents, Doubt doubt, Calls calls, Alarms alarms) {
        this.state = state;
        this.strangers = new Strangers(state, venueEvents);
        this.alarms = alarms;
        this.venueEvents = venueEvents;
        this.doubt = doubt;
        this.calls = calls;
    }

    /// A stream event; for an order that is not in memory the order is read first.
    void told(Turn turn, Item.Told told) {
        ProviderEvent event = told.event();
        OrderId orderId = event.routeId().orderId();
        Live live = state.book.find(orderId);
        ProviderDesk desk = state.provider(told.provider());
        if (desk == null) {
            return;
        }
        if (live == null || state.parking.isAwaited(orderId)) {
            state.parking.await(turn, orderId, told);
            return;
        }
        state.book.touch(live);
        Order before = live.order();
        Cause cause = desk.cause(live, event.at());
        venueEvents.apply(turn, live, event, told.isRecovered() ? cause.recovered() : cause);
        Calls.endByEvidence(live);
        VenueOrderId venueOrderId = event instanceof ProviderEvent.Acknowledged ack ? ack.venueOrderId() : null;
        boolean works = event instanceof ProviderEvent.Acknowledged
                || (event instanceof ProviderEvent.Filled && !before.equals(live.order()));
        if (works && Doubt.isBuried(before)) {
            doubt.turnedUp(turn, live, event.routeId(), venueOrderId);
        }
        decided(told);
    }

    /// An order that was placed elsewhere.
    void told(Turn turn, Item.Foreign foreign) {
        if (state.provider(foreign.provider()) != null && strangers.told(turn, foreign) == Verdict.DECIDED) {
            decided(foreign);
        }
    }

    private void decided(Item.Streamed item) {
        unread.remove(item);
        ProviderDesk desk = state.provider(item.provider());
        if (desk != null) {
            desk.position().decided(item);
        }
    }

    /// A fault of ours must not hold the stream up for ever: a person must look.
    void undecidable(Turn turn, Item.Streamed item, RuntimeException fault) {
        alarms.raise(turn, item.provider(), "could not be decided: " + item + ": " + fault);
        decided(item);
    }

    /// Events for an order that could not be read: each recorded as received once, tried again in their order until it
    /// can be.
    void unreadable(Turn turn, OrderId orderId, List<Item> items, String failure) {
        received(turn, items, failure);
        state.parking.keep(orderId, items);
        state.timers.later(RECONCILE_AGAIN, new Item.ReadAgain(orderId));
    }

    /// The same for orders placed elsewhere of which it could not be read whether they are known.
    void unreadable(Turn turn, String party, ClOrdId clOrdId, List<Item> items, String failure) {
        received(turn, items, failure);
        state.parking.keep(party, clOrdId, items);
        state.timers.later(RECONCILE_AGAIN, new Item.ReadIdAgain(party, clOrdId));
    }

    private void received(Turn turn, List<Item> items, String failure) {
        for (Item item : items) {
            if (item instanceof Item.Told told && unread.add(told)) {
                received(turn, told, failure);
            } else if (item instanceof Item.Foreign foreign && unread.add(foreign)) {
                received(turn, foreign, failure);
            }
        }
    }

    private static void received(Turn turn, Item.Foreign foreign, String failure) {
        LedgerEvent.Builder row = LedgerEvent.of(EventType.VENUE_EVENT_RECEIVED)
                .set(LedgerField.PROVIDER_ORDER_ID, foreign.order().venueOrderId())
                .set(LedgerField.PROVIDER, foreign.provider())
                .set(LedgerField.REASON_TEXT, Texts.bounded(foreign.order() + ": " + failure));
        Turn.describe(row, Cause.live(party(foreign.provider()), turn.now()));
        turn.add(row, null, List.of());
    }

    private static void received(Turn turn, Item.Told told, String failure) {
        LedgerEvent.Builder row = LedgerEvent.of(EventType.VENUE_EVENT_RECEIVED)
                .set(LedgerField.ORDER_ID, told.event().routeId().orderId())
                .set(LedgerField.PROVIDER_CLIENT_ID, told.event().routeId())
                .set(LedgerField.PROVIDER, told.provider())
                .set(LedgerField.REASON_TEXT, told.event() + ": " + failure);
        Turn.describe(row, Cause.live(party(told.provider()), told.event().at()));
        turn.add(row, null, List.of());
    }

    /// An event under a route id that no order of ours has.
    void unknown(Turn turn, Item item) {
        ProviderId provider = switch (item) {
            case Item.Streamed streamed -> streamed.provider();
            case Item.OpenThere open -> open.provider();
            default -> null;
        };
        alarms.raise(turn, provider, "the venue tells of a route of ours that the ledger does not know: " + item);
        if (item instanceof Item.Streamed streamed) {
            decided(streamed);
        }
    }

    void connection(Turn turn, Item.Connection connection) {
        ProviderDesk desk = state.provider(connection.provider());
        boolean isRetry = connection.cause().equals(AGAIN);
        if (desk == null || (isRetry && desk.state() != ProviderState.RECONCILING)) {
            // Lost meanwhile: the next connection reconciles.
            return;
        }
        row(turn, connection.provider(),
                connection.connected() ? EventType.PROVIDER_CONNECTED : EventType.PROVIDER_LOST,
                connection.cause());
        if (!connection.connected()) {
            desk.become(ProviderState.LOST);
            return;
        }
        desk.become(ProviderState.RECONCILING);
        List<ProviderDesk.Question> questions = new ArrayList<>();
        for (Live live : List.copyOf(state.book.all())) {
            if (live.order().intent().provider().equals(connection.provider())) {
                doubt.missed(turn, live);
                questions.addAll(Doubt.questions(live, turn.now()));
            }
        }
        desk.reconcile(turn, questions, state.ids.installation());
    }

    /// Orders to it are refused by name already; a person is told, and that attempts go on.
    void away(Turn turn, Item.Away away) {
        LedgerEvent.Builder row = LedgerEvent.of(EventType.PROVIDER_AWAY)
                .set(LedgerField.PROVIDER, away.provider())
                .set(LedgerField.REASON_CODE, away.isRefused() ? RejectReason.VENUE_REFUSED.name() : null)
                .set(LedgerField.REASON_TEXT, Texts.bounded(away.cause()));
        Turn.describe(row, Cause.live(party(away.provider()), turn.now()));
        turn.add(row, null, List.of());
        alarms.raise(turn, away.provider(), away.provider()
                + (away.isRefused() ? " refuses us" : " cannot be reached for long")
                + ", orders to it are refused and attempts go on: " + away.cause());
    }

    /// Changes nothing: what it means for the order only a person can say.
    void trouble(Turn turn, Item.Trouble trouble) {
        RouteId routeId = trouble.routeId();
        alarms.raise(turn, trouble.provider(), routeId == null ? null : routeId.orderId(), trouble.text());
    }

    void reconciled(Turn turn, Item.Reconciled reconciled) {
        ProviderDesk desk = state.provider(reconciled.provider());
        if (desk == null || !desk.isCurrent(reconciled.round()) || desk.state() != ProviderState.RECONCILING) {
            return;
        }
        if (!reconciled.failure().isEmpty()) {
            LOG.warn("provider not reconciled provider={} cause={}", reconciled.provider(), reconciled.failure());
            state.timers.later(RECONCILE_AGAIN, new Item.Connection(reconciled.provider(), true, AGAIN));
            return;
        }
        row(turn, reconciled.provider(), EventType.PROVIDER_RECONCILED, "");
        desk.become(ProviderState.READY);
        for (Live live : List.copyOf(state.book.all())) {
            calls.advance(turn, live);
        }
    }

    private static void row(Turn turn, ProviderId provider, EventType type, String text) {
        LedgerEvent.Builder row = LedgerEvent.of(type)
                .set(LedgerField.PROVIDER, provider)
                .set(LedgerField.REASON_TEXT,
                        text.isEmpty() ? null : text);
        Turn.describe(row, Cause.live(party(provider), turn.now()));
        turn.add(row, null, List.of());
    }

    private static Party party(ProviderId provider) {
        return new Party(Edge.PROVIDER, provider.value(), NO_ACCOUNT);
    }
}
