package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.Reports;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.ReportCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Orders that live as the engine records them: many at a time, each event a second after the one before it. Now and
/// then a fill happened long before it was recorded.
final class RecordedOrders {
    static final Instant BEGIN = Instant.parse("2026-11-21T08:00:00Z");
    private final String installation;
    private final SplittableRandom random;
    private final Map<Long, Order> working = new HashMap<>();
    private final List<LedgerEvent> events = new ArrayList<>();
    private long orders;

    RecordedOrders(String installation, long seed) {
        this.installation = installation;
        random = new SplittableRandom(seed);
    }

    /// So many events, as they follow an empty ledger.
    List<LedgerEvent> events(int count) {
        while (events.size() < count) {
            int kind = random.nextInt(5);
            if (working.size() < 5 || kind == 0) {
                begin(++orders);
            } else {
                List<Long> numbers = List.copyOf(working.keySet());
                go(numbers.get(random.nextInt(numbers.size())));
            }
        }
        return List.copyOf(events);
    }

    private void begin(long number) {
        Party party = random.nextBoolean()
                ? new Party(Edge.FIX, "FIX.4.4:FIXWAY->CLIENT2", new AccountId("SECOND"))
                : new Party(Edge.REST, "rest", AccountId.MAIN);
        OrderIntent intent = new OrderIntent(party, new ClOrdId("c" + number),
                new Symbol(random.nextBoolean() ? "AAPL" : "MSFT"), Side.BUY,
                Terms.of(OrdType.LIMIT, Qty.of("10"), Price.of("9.50"), null, TimeInForce.DAY), Handling.PLAIN,
                new ProviderId("mock"));
        OrderEvent first = new OrderEvent.Received(OrderId.of(installation, number), intent);
        Order order = Order.create(first, now());
        record(first, order, Reports.ofFirst(order), now());
    }

    private void go(long number) {
        Order before = Objects.requireNonNull(working.get(number));
        RouteId route = before.orderId().route(1);
        OrderEvent next;
        if (before.routes().isEmpty()) {
            next = new OrderEvent.Routed(route, before.terms());
        } else if (!before.life().acknowledged()) {
            next = new OrderEvent.Acknowledged(route, new VenueOrderId("V" + number), null);
        } else if (random.nextInt(3) == 0) {
            next = new OrderEvent.Expired("");
        } else {
            next = new OrderEvent.Filled(route, new FillId("F" + events.size()), Qty.of("5"), Price.of("9.40"), null);
        }
        boolean isLate = next instanceof OrderEvent.Filled && random.nextInt(3) == 0;
        Instant at = isLate ? now().minusSeconds(300) : now();
        Order after = before.apply(next, at);
        record(next, after, Reports.of(before, next, after), at);
    }

    private void record(OrderEvent event, Order after, @Nullable Report report, Instant at) {
        LedgerEvent.Builder row = EventCodec.write(event, after);
        EventCodec.putActor(row, after.intent().party());
        row.set(LedgerField.EVENT_TIME, at);
        if (report != null) {
            ReportCodec.put(row, report);
        }
        events.add(row.set(LedgerField.RECORDED_AT, now()).at(events.size() + 1));
        if (after.isTerminal()) {
            working.remove(after.orderId().number());
        } else {
            working.put(after.orderId().number(), after);
        }
    }

    private Instant now() {
        return BEGIN.plusSeconds(events.size());
    }
}
