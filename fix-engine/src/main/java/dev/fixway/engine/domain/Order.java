package dev.fixway.engine.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An order as facts; every state that is shown is computed from them.
///
/// - `terms`: the last accepted ones
/// - `reportCount`: reports told so far; the next ExecID(17) has the next number
public record Order(OrderId orderId, OrderIntent intent, Terms terms, Life life, Chain chain, Executions executions,
        List<Route> routes, int reportCount) {

    public Order {
        routes = List.copyOf(routes);
    }

    /// The order that a first event makes.
    public static Order create(OrderEvent first, Instant at) {
        return switch (first) {
            case OrderEvent.Received received -> blank(received.orderId(), received.intent(), at, List.of());
            case OrderEvent.Adopted adopted -> {
                Route route = new Route(adopted.routeId(), adopted.venueOrderId(), adopted.intent().terms(), Qty.ZERO,
                        Route.State.LIVE);
                Order order = blank(adopted.orderId(), adopted.intent(), at, List.of(route));
                // The venue holds an exit back until there is something to close.
                yield adopted.intent().isExit() ? order : order.with(order.life.acknowledge());
            }
            default -> throw new IllegalArgumentException("an order does not begin with " + first);
        };
    }

    private static Order blank(OrderId orderId, OrderIntent intent, Instant at, List<Route> routes) {
        return new Order(orderId, intent, intent.terms(), Life.startingAt(at), Chain.startingWith(intent.clOrdId()),
                Executions.NONE, routes, 1);
    }

    /// The order after the event; this order stays as it is.
    ///
    /// A fill that is known changes nothing. Throws IllegalStateException for an event that
    /// [Transitions#allows] refuses.
    public Order apply(OrderEvent event, Instant at) {
        if (event instanceof OrderEvent.Filled fill && executions.isKnown(fill.routeId(), fill.fillId())) {
            return this;
        }
        if (!Transitions.allows(this, event)) {
            throw new IllegalStateException(event + " cannot happen to " + orderId + " which is " + phase());
        }
        Order changed = changedBy(event, at);
        int count = Transitions.isReported(event) ? reportCount + 1 : reportCount;
        return new Order(orderId, intent, changed.terms, changed.life.at(at), changed.chain, changed.executions,
                changed.routes,
                count);
    }

    private Order changedBy(OrderEvent event, Instant at) {
        return switch (event) {
            case OrderEvent.Received _, OrderEvent.Adopted _ ->
                throw new IllegalStateException("exists already: " + orderId);
            case OrderEvent.Routed routed -> with(plus(routed.routeId(), routed.terms()));
            case OrderEvent.RouteInDoubt doubt -> inDoubt(doubt);
            case OrderEvent.RouteResolved resolved -> resolved(resolved);
            case OrderEvent.RouteIdentified found ->
                with(changed(found.routeId(), r -> r.identified(found.venueOrderId())));
            case OrderEvent.Acknowledged acknowledged -> knowing(acknowledged.routeId()).acknowledged(acknowledged);
            case OrderEvent.Rejected _ -> ended(Life.End.REJECTED);
            case OrderEvent.Filled fill ->
                knowing(fill.routeId()).trading(at).filled(executions.plus(Execution.of(nextExecId(), fill)));
            case OrderEvent.Busted bust -> busted(bust, at);
            case OrderEvent.Corrected correction -> corrected(correction, at);
            case OrderEvent.CancelRequested requested -> with(chain.opened(requested.request()));
            case OrderEvent.CancelRouted routed -> with(chain.called(routed.request(), Request.Call.SENT));
            case OrderEvent.Canceled _ -> ended(Life.End.CANCELED);
            case OrderEvent.ReplaceRequested requested -> with(chain.opened(requested.request()));
            case OrderEvent.ReplaceRouted routed -> replaceRouted(routed);
            case OrderEvent.Replaced replaced -> knowing(replaced.routeId()).replaced(replaced, at);
            case OrderEvent.RequestRefused refused ->
                with(chain.refused(refused.request(), new Request.Settled(at, Texts.bounded(refused.text()))));
            case OrderEvent.Restated restated -> restated(restated);
            case OrderEvent.Expired _ -> ended(Life.End.EXPIRED);
            case OrderEvent.DoneForDay _ -> with(life.with(Life.Working.DONE_FOR_DAY));
            case OrderEvent.Suspended _ -> with(life.with(Life.Working.SUSPENDED));
            case OrderEvent.Stopped _ -> with(life.with(Life.Working.STOPPED));
            case OrderEvent.Triggered _ -> with(life.trigger());
        };
    }

    /// What the venue says about a route of ours proves that the route exists, recorded as sent or not.
    private Order knowing(RouteId routeId) {
        return route(routeId) != null ? this : with(plus(routeId, terms));
    }

    /// What trades is not suspended and not done for the day, unless it traded before that.
    private Order trading(Instant at) {
        boolean isHeld = life.working() == Life.Working.DONE_FOR_DAY || life.working() == Life.Working.SUSPENDED;
        return isHeld && at.isAfter(life.updatedAt()) ? with(life.with(Life.Working.NORMAL)) : this;
    }

    private Order inDoubt(OrderEvent.RouteInDoubt doubt) {
        return doubt.request() == null
                ? with(changed(doubt.routeId(), r -> r.with(Route.State.IN_DOUBT)))
                : with(chain.called(doubt.request(), Request.Call.IN_DOUBT));
    }

    private Order resolved(OrderEvent.RouteResolved resolved) {
        if (resolved.request() != null) {
            return with(chain.called(resolved.request(), Request.Call.WAITING));
        }
        return with(changed(resolved.routeId(), r -> resolved.found() ? r.live(null) : r.with(Route.State.ENDED)));
    }

    private Order acknowledged(OrderEvent.Acknowledged event) {
        Order live = with(changed(event.routeId(), r -> r.live(event.venueOrderId()))).with(life.acknowledge());
        return event.orderQty() == null ? live : live.with(terms.withOrderQty(event.orderQty()));
    }

    private Order busted(OrderEvent.Busted bust, Instant at) {
        Execution old = told(bust.execRefId());
        return filled(executions.with(bust.execRefId(), old.corrected(nextExecId(), Qty.ZERO, old.lastPx(), at)));
    }

    private Order corrected(OrderEvent.Corrected event, Instant at) {
        Execution old = told(event.execRefId());
        return filled(executions.with(event.execRefId(),
                old.corrected(nextExecId(), event.lastQty(), event.lastPx(), at)));
    }

    private Execution told(ExecId execRefId) {
        Execution execution = executions.find(execRefId);
        if (execution == null) {
            throw new IllegalStateException("no such execution: " + execRefId);
        }
        return execution;
    }

    private Order filled(Executions now) {
        List<Route> counted = routes.stream().map(r -> r.withCumQty(now.cumQty(r.routeId()))).toList();
        return new Order(orderId, intent, terms, life, chain, now, counted, reportCount);
    }

    private Order replaceRouted(OrderEvent.ReplaceRouted event) {
        Request request = chain.find(event.request());
        Terms wished = request == null || request.newTerms() == null ? terms : request.newTerms();
        Order called = with(chain.called(event.request(), Request.Call.SENT));
        return called.route(event.routeId()) != null ? called : called.with(plus(event.routeId(), wished));
    }

    private Order replaced(OrderEvent.Replaced event, Instant at) {
        Terms accepted = event.terms().withOrderQty(event.terms().orderQty().max(cumQty()));
        List<Route> moved = routes.stream()
                .map(r -> r.routeId().equals(event.routeId())
                        ? r.live(event.venueOrderId()).withTerms(accepted)
                        : r.with(Route.State.ENDED))
                .toList();
        Chain settled = chain.replaced(event.request(), intent.party(), at);
        return new Order(orderId, intent, accepted, life, settled, executions, moved, reportCount);
    }

    private Order restated(OrderEvent.Restated event) {
        Executions now = event.split() == null ? executions : executions.split(event.split());
        Executions dayed = event.restatementReason() == RestatementReason.GT_RENEWAL ? now.newDay() : now;
        // A new day ends DoneForDay; only a restatement that changes no terms says that a halt is over.
        boolean reinstates = event.restatementReason() == RestatementReason.GT_RENEWAL
                || life.working() == Life.Working.DONE_FOR_DAY
                || (event.split() == null && event.terms().sameAs(terms));
        return filled(dayed).with(event.terms()).with(life.with(reinstates ? Life.Working.NORMAL : life.working()));
    }

    private Order ended(Life.End end) {
        List<Route> over = routes.stream().map(r -> r.with(Route.State.ENDED)).toList();
        return with(life.with(end)).with(chain.ended()).with(over);
    }

    /// The id that the next report of this order gets.
    public ExecId nextExecId() {
        return orderId.execId(reportCount + 1);
    }

    /// The id of the last report.
    public ExecId lastExecId() {
        return orderId.execId(reportCount);
    }

    /// Filled so far: the sum over the routes.
    public Qty cumQty() {
        return executions.cumQty();
    }

    /// Still open for execution: 0 at the end, after a complete fill and while done for day.
    public Qty leavesQty() {
        boolean idle = life.end() != null || life.working() == Life.Working.DONE_FOR_DAY;
        return idle ? Qty.ZERO : terms.orderQty().minus(cumQty());
    }

    /// Where the order stands, requests aside.
    public Phase phase() {
        return Phase.of(this);
    }

    /// OrdStatus(39) by FIX precedence over all states that apply.
    public OrdStatus ordStatus() {
        OrdStatus status = phase().ordStatus();
        if (!cumQty().isZero() && OrdStatus.PARTIALLY_FILLED.precedence() > status.precedence()) {
            status = OrdStatus.PARTIALLY_FILLED;
        }
        if (chain.has(RequestKind.CANCEL)) {
            return OrdStatus.PENDING_CANCEL;
        }
        return chain.has(RequestKind.REPLACE) ? OrdStatus.PENDING_REPLACE : status;
    }

    /// Whether the venue has had it: it said that it works, or shows it as an exit that it holds back.
    public boolean isSeen() {
        return life.acknowledged() || intent.isExit();
    }

    /// Whether it can trade no more and nothing is asked of it.
    public boolean isTerminal() {
        return phase().isFinal() && chain.open().isEmpty();
    }

    /// Whether nothing more is expected of it: it has ended, and that is no guess.
    public boolean isOver() {
        return isTerminal() && !isInDoubt();
    }

    /// Whether the outcome of a call about it is not known.
    public boolean isInDoubt() {
        for (Route route : routes) {
            if (route.state() == Route.State.IN_DOUBT) {
                return true;
            }
        }
        return chain.first(request -> request.call() == Request.Call.IN_DOUBT) != null;
    }

    /// The route with this id; null when there is none.
    public @Nullable Route route(RouteId routeId) {
        for (Route route : routes) {
            if (route.routeId().equals(routeId)) {
                return route;
            }
        }
        return null;
    }

    /// The route that stands for the order at the venue: the newest that has not ended, else the newest; null before
    /// routing.
    public @Nullable Route currentRoute() {
        for (Route route : routes.reversed()) {
            if (route.state() != Route.State.ENDED) {
                return route;
            }
        }
        return routes.isEmpty() ? null : routes.getLast();
    }

    /// The id of the next route.
    public RouteId nextRouteId() {
        int n = routes.size() + 1;
        while (route(orderId.route(n)) != null) {
            n++;
        }
        return orderId.route(n);
    }

    private Order with(Terms newTerms) {
        return new Order(orderId, intent, newTerms, life, chain, executions, routes, reportCount);
    }

    private Order with(Life newLife) {
        return new Order(orderId, intent, terms, newLife, chain, executions, routes, reportCount);
    }

    private Order with(Chain newChain) {
        return new Order(orderId, intent, terms, life, newChain, executions, routes, reportCount);
    }

    private Order with(List<Route> newRoutes) {
        return new Order(orderId, intent, terms, life, chain, executions, newRoutes, reportCount);
    }

    private List<Route> plus(RouteId routeId, Terms routeTerms) {
        List<Route> longer = new ArrayList<>(routes);
        longer.add(new Route(routeId, null, routeTerms, Qty.ZERO, Route.State.SENT));
        return longer;
    }

    private List<Route> changed(RouteId routeId, UnaryOperator<Route> change) {
        List<Route> changed = new ArrayList<>(routes);
        changed.replaceAll(route -> route.routeId().equals(routeId) ? change.apply(route) : route);
        return changed;
    }
}
