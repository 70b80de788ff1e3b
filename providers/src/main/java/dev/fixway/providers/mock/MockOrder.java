package dev.fixway.providers.mock;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An order as it stands in the mock's book.
///
/// - `terms`: as last amended
/// - `submissions`: how often its route id was submitted; more than one is somebody's mistake
/// - `end`: present when it was canceled
public record MockOrder(MockRecord.Placed placed, Terms terms, State state, List<MockFill> fills, int submissions,
        MockRecord.@Nullable Canceled end) {

    /// Where an order is in its life.
    ///
    /// - `UNDECIDED`: its one decision is to come
    /// - `REST_DUE`: a first tranche is filled, the rest is to come
    /// - `RESTING`: decided and not filled, open for ever
    public enum State {
        UNDECIDED,
        REST_DUE,
        RESTING,
        FILLED,
        CANCELED
    }

    public MockOrder {
        fills = List.copyOf(fills);
    }

    static MockOrder of(MockRecord.Placed placed) {
        return new MockOrder(placed, placed.terms(), State.UNDECIDED, List.of(), 1, null);
    }

    public RouteId routeId() {
        return placed.routeId();
    }

    public Symbol symbol() {
        return placed.symbol();
    }

    public Side side() {
        return placed.side();
    }

    public Instant placedAt() {
        return placed.at();
    }

    public VenueOrderId venueOrderId() {
        return new VenueOrderId("M" + placed.number());
    }

    public Qty cumQty() {
        Qty sum = Qty.ZERO;
        for (MockFill fill : fills) {
            sum = sum.plus(fill.lastQty());
        }
        return sum;
    }

    Qty leaves() {
        return terms.orderQty().minus(cumQty());
    }

    public boolean isOpen() {
        return state != State.FILLED && state != State.CANCELED;
    }

    /// Whether the venue will still do something by itself.
    boolean isDue() {
        return state == State.UNDECIDED || state == State.REST_DUE;
    }

    /// Since when it waits for what is due.
    Instant waitsSince() {
        return fills.isEmpty() ? placed.at() : fills.getLast().at();
    }

    FillId nextFillId() {
        return new FillId(venueOrderId() + "." + (fills.size() + 1));
    }

    MockOrder filled(MockFill fill) {
        List<MockFill> more = new ArrayList<>(fills);
        more.add(fill);
        boolean isDone = cumQty().plus(fill.lastQty()).compareTo(terms.orderQty()) >= 0;
        return new MockOrder(placed, terms, isDone ? State.FILLED : State.REST_DUE, more, submissions, null);
    }

    MockOrder amended(Terms newTerms) {
        boolean isDone = newTerms.orderQty().compareTo(cumQty()) <= 0;
        return new MockOrder(placed, newTerms, isDone ? State.FILLED : state, fills, submissions, null);
    }

    MockOrder rested() {
        return new MockOrder(placed, terms, State.RESTING, fills, submissions, null);
    }

    MockOrder canceled(MockRecord.Canceled how) {
        return new MockOrder(placed, terms, State.CANCELED, fills, submissions, how);
    }

    MockOrder submitted(int times) {
        return new MockOrder(placed, terms, state, fills, times, end);
    }

    /// Its whole life as the port tells it.
    VenueOrder told() {
        List<ProviderEvent> history = new ArrayList<>();
        history.add(new ProviderEvent.Acknowledged(routeId(), venueOrderId(), null, placed.at()));
        history.addAll(toldFills());
        if (end != null) {
            history.add(new ProviderEvent.Canceled(routeId(), end.text(), end.at()));
        }
        return new VenueOrder(routeId().value(), venueOrderId(), symbol(), side(), terms, placedAt(), history);
    }

    /// How many records make it.
    int records() {
        return 1 + fills.size() + (submissions > 1 ? 1 : 0) + (state == State.RESTING ? 1 : 0) + (end == null ? 0 : 1);
    }

    /// Adds the fewest records that make this order again.
    void addRecords(List<MockRecord> records) {
        records.add(new MockRecord.Placed(placed.number(), routeId(), symbol(), side(), terms, placedAt(),
                placed.reduces()));
        if (submissions > 1) {
            records.add(new MockRecord.Repeated(routeId(), submissions));
        }
        for (MockFill fill : fills) {
            records.add(new MockRecord.Filled(routeId(), fill.fillId(), fill.lastQty(), fill.lastPx(), fill.at()));
        }
        if (state == State.RESTING) {
            records.add(new MockRecord.Rested(routeId()));
        }
        if (end != null) {
            records.add(end);
        }
    }

    List<ProviderEvent> toldFills() {
        return fills.stream().map(this::told).toList();
    }

    private ProviderEvent told(MockFill fill) {
        return new ProviderEvent.Filled(routeId(), fill.fillId(), fill.lastQty(), fill.lastPx(), null, fill.at());
    }
}
