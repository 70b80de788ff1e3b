package dev.fixway.providers.mock;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The venue itself: its book with journal, walk and matcher, without threads and without a clock.
///
/// Each change is in the journal before it is in the book; an IOException means that nothing has changed. Guarded by
/// [MockProvider]'s lock.
final class MockVenue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MockVenue.class);
    private static final MockMatcher WHOLE = new MockMatcher(null);
    /// A journal with fewer records is not worth compacting.
    private static final long COMPACTED_MIN = 10_000;

    private final MockMatcher matcher;
    private final MockBook book;
    private final MockJournal journal;
    private final MockWalk walk;
    private final int openOrdersMax;
    private final boolean decidesAtOnce;
    private long compactAt = COMPACTED_MIN;

    private MockVenue(MockSettings settings, MockBook book, MockJournal journal, Instant now) throws IOException {
        this.matcher = new MockMatcher(settings.partialFillRatio());
        this.book = book;
        this.journal = journal;
        this.openOrdersMax = settings.openOrdersMax();
        this.decidesAtOnce = settings.fillDelay().isZero();
        this.walk = walk(settings.seed(), now);
        compactWhenWorthwhile();
        warnOfTooLarge();
    }

    /// Opens the venue whose book is in a folder.
    ///
    /// Throws ProviderException when the book is damaged or in use, IOException when it cannot be written.
    static MockVenue open(MockSettings settings, Path folder, Instant now) throws IOException {
        MockBook book = new MockBook(settings.endedOrdersMax());
        MockJournal journal = MockJournal.open(folder, book::apply);
        try {
            return new MockVenue(settings, book, journal, now);
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private void warnOfTooLarge() {
        for (MockPosition position : book.positions()) {
            if (position.isTooLarge()) {
                LOG.warn("mock position shown smaller than it is symbol={} quantity={}", position.symbol(),
                        position.quantity().toPlainString());
            }
        }
    }

    Outcome place(ProviderCall.Submit call, Instant now) throws IOException {
        MockOrder earlier = order(call.routeId());
        if (earlier != null) {
            write(List.of(new MockRecord.Repeated(call.routeId(), earlier.submissions() + 1)));
            return MockRules.rejected(call, RejectReason.DUPLICATE_CL_ORD_ID, "mock has this client order id already");
        }
        Outcome refusal = MockRules.refusal(call);
        if (refusal != null) {
            return refusal;
        }
        if (book.openCount() >= openOrdersMax) {
            return MockRules.rejected(call, RejectReason.EXCEEDS_LIMIT, "mock has " + openOrdersMax + " open orders");
        }
        if (!call.handling().reduceOnly()
                && isTooMuch(call.symbol(), call.side(), call.terms().orderQty().value())) {
            return tooMuch(call);
        }
        MockRecord.Placed placed = new MockRecord.Placed(book.nextNumber(), call.routeId(), call.symbol(), call.side(),
                call.terms(), now, call.handling().reduceOnly());
        if (isCloseAtOnce(call)) {
            return closeAtOnce(placed, now);
        }
        return decidesAtOnce ? accepted(placed, matcher, now) : accepted(placed, List.of(placed));
    }

    /// Whether a position could become too large with so much more of an order.
    private boolean isTooMuch(Symbol symbol, Side side, BigDecimal more) {
        return more.signum() > 0
                && book.reach(symbol, side).add(more).compareTo(MockPosition.QTY_MAX.value()) > 0;
    }

    private static Outcome tooMuch(ProviderCall call) {
        return MockRules.rejected(call, RejectReason.EXCEEDS_LIMIT,
                "mock holds at most " + MockPosition.QTY_MAX + " of a symbol, open orders included");
    }

    /// Whether an order closes its position at the market: such a one does not wait for its decision.
    private static boolean isCloseAtOnce(ProviderCall.Submit call) {
        return call.handling().reduceOnly() && call.terms().ordType() == OrdType.MARKET
                && MockPosition.idOf(call.symbol()).equals(call.handling().positionId());
    }

    private Outcome closeAtOnce(MockRecord.Placed placed, Instant now) throws IOException {
        Qty room = room(MockOrder.of(placed));
        if (room == null || room.isZero()) {
            return new Outcome.Rejected(placed.routeId(), RejectReason.VENUE_REFUSED,
                    "mock has no position that this order would reduce");
        }
        return accepted(placed, WHOLE, now);
    }

    private Outcome accepted(MockRecord.Placed placed, MockMatcher decides, Instant now) throws IOException {
        MockOrder order = MockOrder.of(placed);
        List<MockRecord> records = new ArrayList<>();
        records.add(placed);
        records.addAll(decides.decide(order, walk.priceAt(placed.symbol(), now), room(order), now));
        return accepted(placed, records);
    }

    private Outcome accepted(MockRecord.Placed placed, List<MockRecord> records) throws IOException {
        write(records);
        return new Outcome.Accepted(placed.routeId(), MockOrder.of(placed).venueOrderId(), told(records));
    }

    /// What the position leaves an order to fill; null for an order that may do what it wants.
    private @Nullable Qty room(MockOrder order) {
        return order.placed().reduces()
                ? book.position(order.symbol()).map(position -> position.reducible(order.side())).orElse(Qty.ZERO)
                : null;
    }

    /// Changes an open order; a quantity at or below what is filled ends it there.
    Outcome amend(ProviderCall.Replace call, Instant now) throws IOException {
        MockOrder order = order(call.target());
        if (order == null || !order.isOpen()) {
            return notOpen(call, order);
        }
        Outcome refusal = MockRules.refusal(call, order.terms());
        if (refusal != null) {
            return refusal;
        }
        Terms terms = call.newTerms().withOrderQty(call.newTerms().orderQty().max(order.cumQty()));
        BigDecimal more = terms.orderQty().value().subtract(order.terms().orderQty().value());
        if (!order.placed().reduces() && isTooMuch(order.symbol(), order.side(), more)) {
            return tooMuch(call);
        }
        write(List.of(new MockRecord.Amended(order.routeId(), terms)));
        return new Outcome.Accepted(call.routeId(), order.venueOrderId(),
                List.of(new ProviderEvent.Replaced(order.routeId(), order.venueOrderId(), terms, now)));
    }

    Outcome cancel(ProviderCall.Cancel call, Instant now) throws IOException {
        MockOrder order = order(call.routeId());
        if (order == null || !order.isOpen()) {
            return notOpen(call, order);
        }
        MockRecord.Canceled canceled = new MockRecord.Canceled(order.routeId(), "canceled on request", now);
        write(List.of(canceled));
        return new Outcome.Accepted(order.routeId(), order.venueOrderId(), List.of(told(canceled)));
    }

    /// Lets happen what an order waits for; nothing when it waits no more.
    List<ProviderEvent> decide(RouteId routeId, Instant now) throws IOException {
        MockOrder order = order(routeId);
        if (order == null || !order.isDue()) {
            return List.of();
        }
        List<MockRecord> records = matcher.decide(order, walk.priceAt(order.symbol(), now), room(order), now);
        write(records);
        return told(records);
    }

    private static List<ProviderEvent> told(List<MockRecord> records) {
        List<ProviderEvent> events = new ArrayList<>();
        for (MockRecord record : records) {
            if (record instanceof MockRecord.Filled filled) {
                events.add(told(filled));
            } else if (record instanceof MockRecord.Canceled canceled) {
                events.add(told(canceled));
            }
        }
        return events;
    }

    /// Whether the venue will still do something with an order by itself.
    boolean isDue(RouteId routeId) {
        MockOrder order = order(routeId);
        return order != null && order.isDue();
    }

    /// Every order that waits for a decision, oldest first.
    List<MockOrder> due() {
        return book.orders().stream().filter(MockOrder::isDue).toList();
    }

    List<MockPosition> positions() {
        return book.positions();
    }

    /// The symbol of an order; null when it is not known.
    @Nullable
    Symbol symbolOf(RouteId routeId) {
        MockOrder order = order(routeId);
        return order == null ? null : order.symbol();
    }

    Price priceAt(Symbol symbol, Instant at) {
        return walk.priceAt(symbol, at);
    }

    /// The same prices for somebody who reads much, without the lock.
    MockWalk ownWalk() {
        return walk.copy();
    }

    VenueAnswer find(RouteId routeId) {
        MockOrder order = order(routeId);
        if (order != null) {
            return new VenueAnswer.Found(order.told());
        }
        return book.mayHaveForgotten(routeId) ? new VenueAnswer.CannotTell() : new VenueAnswer.NotFound();
    }

    List<VenueOrder> openOrders() {
        return book.orders().stream().filter(MockOrder::isOpen).map(MockOrder::told).toList();
    }

    /// Rewrites the journal when more than half of its records are dead.
    void compactWhenWorthwhile() throws IOException {
        if (journal.records() < compactAt) {
            return;
        }
        compactAt = journal.records() + COMPACTED_MIN;
        if (book.orderRecords() < journal.records() / 2) {
            List<MockRecord> living = book.records();
            journal.rewrite(living);
            LOG.info("mock book compacted records={}", living.size());
        }
        compactAt = Math.max(COMPACTED_MIN, 2 * book.orderRecords());
    }

    @Override
    public void close() {
        journal.close();
    }

    private void write(List<MockRecord> records) throws IOException {
        journal.append(records);
        records.forEach(book::apply);
    }

    private @Nullable MockOrder order(RouteId routeId) {
        return book.order(routeId).orElse(null);
    }

    private MockWalk walk(@Nullable Long seed, Instant now) throws IOException {
        MockRecord.WalkStarted walked = book.walk();
        if (walked == null || (seed != null && seed != walked.seed())) {
            walked = new MockRecord.WalkStarted(seed != null ? seed : new SecureRandom().nextInt(Integer.MAX_VALUE),
                    now);
            write(List.of(walked));
        }
        LOG.info("mock prices seed={} since={}", walked.seed(), walked.at());
        return new MockWalk(walked.seed(), walked.at());
    }

    private static Outcome notOpen(ProviderCall call, @Nullable MockOrder order) {
        return order == null
                ? MockRules.rejected(call, RejectReason.UNKNOWN_ORDER, "mock does not have this order")
                : MockRules.rejected(call, RejectReason.TOO_LATE, "mock has ended this order: " + order.state());
    }

    private static ProviderEvent told(MockRecord.Filled filled) {
        return new ProviderEvent.Filled(filled.routeId(), filled.fillId(), filled.lastQty(), filled.lastPx(), null,
                filled.at());
    }

    private static ProviderEvent told(MockRecord.Canceled canceled) {
        return new ProviderEvent.Canceled(canceled.routeId(), canceled.text(), canceled.at());
    }
}
