package dev.fixway.engine.ledger;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Execution;
import dev.fixway.engine.domain.Exits;
import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.Liquidity;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.RestatementReason;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Makes up what may happen to an order next; whether it is allowed is not its business.
final class WalkEvents {
    private static final AccountId ACCOUNT = new AccountId("MAIN");
    private static final Party ENTERING = new Party(Edge.FIX, "FIX.4.4:FIXWAY->CLIENT1", ACCOUNT);
    private static final Party OTHER = new Party(Edge.REST, "strategy-7 ключ", ACCOUNT);
    private static final String[] TEXTS = {"", "gone", "prix trop élevé", "注文は取り消された \uD83D\uDE80", " blanks "};
    private static final int FRACTION_DIGITS_MAX = 28;

    private final RandomGenerator random;
    private int idCount;

    WalkEvents(long seed) {
        random = new Random(seed);
    }

    OrderEvent first(int number) {
        OrderId orderId = OrderId.of("WALK", number);
        if (one(20)) {
            return new OrderEvent.Adopted(orderId, intent(null), orderId.route(1), new VenueOrderId("V0"));
        }
        return new OrderEvent.Received(orderId, intent(one(10) ? null : new ClOrdId("X" + number)));
    }

    private OrderIntent intent(@Nullable ClOrdId clOrdId) {
        Handling handling = one(2)
                ? Handling.PLAIN
                : new Handling(one(2), one(2), one(2), maybe(quantity()), one(2) ? null : "pos 1",
                        one(2) ? null : "isolated",
                        maybe(quantity()), Exits.of(maybe(price()), maybe(price())));
        return new OrderIntent(one(5) ? OTHER : ENTERING, clOrdId, new Symbol("BTC/USD"), one(2) ? Side.BUY : Side.SELL,
                terms(),
                handling, new ProviderId("mock"), one(4) ? OrderId.of("WALK", 999) : null);
    }

    private Terms terms() {
        if (one(10)) {
            return new Terms(OrdType.MARKET, Qty.ZERO, quantity(), null, null, TimeInForce.DAY);
        }
        return Terms.of(pick(OrdType.values()), quantity(), maybe(price()), maybe(price()), pick(TimeInForce.values()));
    }

    /// Something that may or may not be able to happen now; null when the dice ask for what is not there.
    @Nullable
    OrderEvent next(Order order) {
        int dice = random.nextInt(100);
        if (dice < 22) {
            return fill(order);
        }
        if (dice < 32) {
            return change(order);
        }
        if (dice < 55) {
            return ask(order);
        }
        if (dice < 78) {
            return settle(order);
        }
        return dice < 98 ? venue(order) : end();
    }

    private @Nullable OrderEvent fill(Order order) {
        if (order.routes().isEmpty()) {
            return null;
        }
        if (one(8) && !order.executions().known().isEmpty()) {
            Execution known = pick(order.executions().known());
            return new OrderEvent.Filled(known.routeId(), known.fillId(), quantity(), price(), null);
        }
        Qty lastQty = one(6) && !order.leavesQty().isZero() ? order.leavesQty() : quantity();
        RouteId route = one(50) ? order.orderId().route(90 + random.nextInt(5)) : pick(order.routes()).routeId();
        return new OrderEvent.Filled(route, new FillId(nextId("f ")), lastQty, price(),
                one(2) ? null : pick(Liquidity.values()));
    }

    private @Nullable OrderEvent change(Order order) {
        if (order.executions().known().isEmpty()) {
            return null;
        }
        Execution execution = pick(order.executions().known());
        if (one(2)) {
            return new OrderEvent.Busted(execution.execId());
        }
        return new OrderEvent.Corrected(execution.execId(), one(10) ? Qty.of("0.00") : quantity(), price());
    }

    private OrderEvent ask(Order order) {
        if (one(3)) {
            return new OrderEvent.CancelRequested(cancel(order));
        }
        return new OrderEvent.ReplaceRequested(replace(order));
    }

    private Request cancel(Order order) {
        return Request.cancel(requestId(order), one(3) ? OTHER : order.intent().party(), order.chain().current());
    }

    private Request replace(Order order) {
        Terms wished = switch (random.nextInt(4)) {
            case 0 -> order.terms();
            case 1 -> order.terms().withOrderQty(order.cumQty());
            case 2 -> order.terms().withOrderQty(order.cumQty().plus(quantity()));
            default ->
                Terms.of(pick(OrdType.values()), quantity(), price(), maybe(price()), pick(TimeInForce.values()));
        };
        return Request.replace(requestId(order), one(3) ? OTHER : order.intent().party(), order.chain().current(),
                wished);
    }

    private ClOrdId requestId(Order order) {
        boolean again = one(20) && !order.chain().open().isEmpty();
        return again ? pick(order.chain().open()).clOrdId() : new ClOrdId(nextId("R"));
    }

    private @Nullable OrderEvent settle(Order order) {
        if (order.chain().open().isEmpty() || one(5)) {
            Request arriving = one(2) ? cancel(order) : replace(order);
            return new OrderEvent.RequestRefused(arriving, pick(RejectReason.values()), text());
        }
        Request open = pick(order.chain().open());
        if (one(5)) {
            return new OrderEvent.RequestRefused(open, pick(RejectReason.values()), text());
        }
        if (open.newTerms() == null) {
            return one(10)
                    ? new OrderEvent.Canceled(open.clOrdId(), null, text())
                    : new OrderEvent.CancelRouted(open.clOrdId());
        }
        if (one(3)) {
            return new OrderEvent.ReplaceRouted(open.clOrdId(),
                    one(2) || order.routes().isEmpty() ? order.nextRouteId() : pick(order.routes()).routeId());
        }
        return order.routes().isEmpty()
                ? null
                : new OrderEvent.Replaced(open.clOrdId(), pick(order.routes()).routeId(), venueOrderId(),
                        open.newTerms());
    }

    private @Nullable OrderEvent venue(Order order) {
        Route route = order.routes().isEmpty() ? null : pick(order.routes());
        ClOrdId request = one(2) || order.chain().open().isEmpty() ? null : pick(order.chain().open()).clOrdId();
        int dice = random.nextInt(13);
        if (route == null || dice == 0) {
            return new OrderEvent.Routed(order.nextRouteId(), order.terms());
        }
        return switch (dice) {
            case 1, 2 -> new OrderEvent.RouteInDoubt(route.routeId(), request, text());
            case 3, 4 -> new OrderEvent.RouteResolved(route.routeId(), request, one(2), text());
            case 5 -> new OrderEvent.DoneForDay();
            case 6 -> new OrderEvent.Suspended(text());
            case 7 -> new OrderEvent.Stopped();
            case 8 -> new OrderEvent.Triggered();
            case 9 -> new OrderEvent.Restated(order.terms(), RestatementReason.GT_RENEWAL, null, text());
            case 10 ->
                new OrderEvent.Restated(order.terms().withOrderQty(quantity()), RestatementReason.PARTIAL_DECLINE, null,
                        text());
            case 11 -> new OrderEvent.RouteIdentified(route.routeId(), new VenueOrderId(nextId("V")));
            default -> new OrderEvent.Acknowledged(route.routeId(), venueOrderId(), maybe(quantity()));
        };
    }

    private OrderEvent end() {
        return switch (random.nextInt(4)) {
            case 0 -> new OrderEvent.Canceled(null, maybe(RestatementReason.TRADING_HALT), text());
            case 1 -> new OrderEvent.Canceled(new ClOrdId("forgotten"), null, text());
            case 2 -> new OrderEvent.Expired(text());
            default -> new OrderEvent.Rejected(pick(RejectReason.values()), text());
        };
    }

    private @Nullable VenueOrderId venueOrderId() {
        return maybe(new VenueOrderId(nextId("V")));
    }

    private String nextId(String prefix) {
        idCount++;
        return prefix + idCount;
    }

    private String text() {
        return pick(TEXTS);
    }

    Qty quantity() {
        Qty quantity = new Qty(decimal(30));
        return quantity.isZero() ? Qty.of("1") : quantity;
    }

    private Price price() {
        BigDecimal value = decimal(24);
        return new Price(one(20) ? value.negate() : value);
    }

    /// At most `bits` bits before the point (about 9 digits at 30) and any number of digits behind it.
    private BigDecimal decimal(int bits) {
        int scale = one(3) ? 0 : random.nextInt(FRACTION_DIGITS_MAX + 1);
        BigInteger whole = BigInteger.valueOf(random.nextInt(1 << random.nextInt(1, bits)));
        BigInteger fraction = new BigInteger(random.nextInt(1, 94), new Random(random.nextLong()));
        BigInteger unit = BigInteger.TEN.pow(scale);
        return new BigDecimal(whole.multiply(unit).add(fraction.mod(unit)), scale);
    }

    private <T> @Nullable T maybe(T value) {
        return one(2) ? value : null;
    }

    boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

}
