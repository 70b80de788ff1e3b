package dev.fixway.engine.ledger;

import dev.fixway.engine.domain.DayFigures;
import dev.fixway.engine.domain.ExecId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderState;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.RestatementReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Terms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an order must be after its events, computed a second time in another way: whole numbers instead of decimals,
/// running totals instead of sums, a list of states that apply instead of phases.
final class ExpectedOrder {
    private static final int SCALE = 28;
    private static final BigInteger AVG_PX_UNIT = BigInteger.TEN.pow(18);
    private static final BigInteger UNIT = BigInteger.TEN.pow(SCALE);

    private final Map<String, Fill> fills = new HashMap<>();
    private final Map<RouteId, Sum> routes = new HashMap<>();
    private final Set<String> cancels = new HashSet<>();
    private final Set<String> replaces = new HashSet<>();
    private final Map<String, Party> askers = new HashMap<>();
    private final Sum all = new Sum();
    private final Sum today = new Sum();
    private BigInteger orderQty;
    private Terms terms;
    private boolean hasDays;
    private int day;
    private boolean acknowledged;
    private char working = '0';
    private char end;
    private int reportCount = 1;

    /// One fill: quantity × 10^28 and notional × 10^56.
    private record Fill(RouteId routeId, int day, BigInteger quantity, BigInteger notional) {}

    private static final class Sum {
        private BigInteger quantity = BigInteger.ZERO;
        private BigInteger notional = BigInteger.ZERO;

        void add(Fill fill) {
            quantity = quantity.add(fill.quantity());
            notional = notional.add(fill.notional());
        }

        void remove(Fill fill) {
            quantity = quantity.subtract(fill.quantity());
            notional = notional.subtract(fill.notional());
        }

        /// Notional / quantity as a fraction, rounded to 18 digits half even by whole-number division.
        BigDecimal average() {
            if (quantity.signum() == 0) {
                return BigDecimal.ZERO;
            }
            BigInteger[] parts = notional.multiply(AVG_PX_UNIT).divideAndRemainder(quantity.multiply(UNIT));
            BigInteger twice = parts[1].abs().shiftLeft(1);
            int toHalf = twice.compareTo(quantity.multiply(UNIT));
            boolean away = toHalf > 0 || (toHalf == 0 && parts[0].testBit(0));
            BigInteger rounded = away ? parts[0].add(BigInteger.valueOf(notional.signum())) : parts[0];
            return new BigDecimal(rounded, 18);
        }
    }

    ExpectedOrder(OrderEvent first) {
        switch (first) {
            case OrderEvent.Received received -> {
                terms = received.intent().terms();
                orderQty = scaled(received.intent().terms().orderQty().value());
            }
            case OrderEvent.Adopted adopted -> {
                terms = adopted.intent().terms();
                orderQty = scaled(adopted.intent().terms().orderQty().value());
                acknowledged = adopted.intent().parent() == null;
                routes.put(adopted.routeId(), new Sum());
            }
            default -> throw new IllegalArgumentException("not a first event: " + first);
        }
    }

    private static BigInteger scaled(BigDecimal value) {
        return value.movePointRight(SCALE).toBigIntegerExact();
    }

    /// Takes in an event that has happened and says whether it has to be told as an ExecutionReport(8).
    boolean happened(OrderEvent event) {
        boolean told = takeIn(event);
        reportCount += told ? 1 : 0;
        return told;
    }

    private boolean takeIn(OrderEvent event) {
        switch (event) {
            case OrderEvent.Received _, OrderEvent.Adopted _ -> throw new IllegalStateException("a second first event");
            case OrderEvent.Routed routed -> {
                return route(routed.routeId(), false);
            }
            case OrderEvent.RouteInDoubt _, OrderEvent.RouteResolved _, OrderEvent.RouteIdentified _, OrderEvent.CancelRouted _ -> {
                return false;
            }
            case OrderEvent.ReplaceRouted routed -> {
                return route(routed.routeId(), false);
            }
            case OrderEvent.RequestRefused refused -> {
                // Somebody else's open request under the same id stays.
                if (refused.request().party().equals(askers.get(id(refused.request())))) {
                    settled(id(refused.request()));
                }
                return false;
            }
            case OrderEvent.Acknowledged ack -> {
                acknowledged = true;
                if (ack.orderQty() != null) {
                    orderQty = scaled(ack.orderQty().value());
                    terms = terms.withOrderQty(ack.orderQty());
                }
                return route(ack.routeId(), true);
            }
            case OrderEvent.Filled fill -> {
                work(working == '7' ? '7' : '0', acknowledged);
                add(fill);
            }
            case OrderEvent.Busted bust -> change(bust.execRefId(), Qty.ZERO, null);
            case OrderEvent.Corrected fix -> change(fix.execRefId(), fix.lastQty(), fix.lastPx());
            case OrderEvent.CancelRequested asked -> {
                askers.put(id(asked.request()), asked.request().party());
                cancels.add(id(asked.request()));
            }
            case OrderEvent.ReplaceRequested asked -> {
                askers.put(id(asked.request()), asked.request().party());
                replaces.add(id(asked.request()));
            }
            case OrderEvent.Replaced replaced -> {
                settled(replaced.request().value());
                terms = replaced.terms();
                orderQty = scaled(replaced.terms().orderQty().value()).max(all.quantity);
                terms = terms.withOrderQty(new Qty(new BigDecimal(orderQty, SCALE)));
                return route(replaced.routeId(), true);
            }
            case OrderEvent.Restated restated -> restate(restated);
            case OrderEvent.Canceled _ -> end('4');
            case OrderEvent.Rejected _ -> end('8');
            case OrderEvent.Expired _ -> end('C');
            case OrderEvent.DoneForDay _ -> work('3');
            case OrderEvent.Suspended _ -> work('9');
            case OrderEvent.Stopped _ -> work('7');
            case OrderEvent.Triggered _ -> work('0');
        }
        return true;
    }

    private boolean route(RouteId routeId, boolean told) {
        routes.putIfAbsent(routeId, new Sum());
        return told;
    }

    private static String id(Request request) {
        return request.clOrdId().value();
    }

    private void settled(String request) {
        cancels.remove(request);
        replaces.remove(request);
    }

    private void restate(OrderEvent.Restated restated) {
        boolean isRenewed = restated.restatementReason() == RestatementReason.GT_RENEWAL || working == '3';
        boolean isSame = restated.split() == null && restated.terms().sameAs(terms);
        work(isRenewed || isSame ? '0' : working);
        terms = restated.terms();
        orderQty = scaled(restated.terms().orderQty().value());
        if (restated.restatementReason() == RestatementReason.GT_RENEWAL) {
            hasDays = true;
            day++;
            today.quantity = BigInteger.ZERO;
            today.notional = BigInteger.ZERO;
        }
    }

    private void work(char how) {
        work(how, true);
    }

    private void work(char how, boolean isAcknowledged) {
        acknowledged = isAcknowledged;
        working = how;
    }

    private void end(char how) {
        end = how;
        cancels.clear();
        replaces.clear();
    }

    private String nextExecId(RouteId routeId) {
        return routeId.orderId().execId(reportCount + 1).value();
    }

    private void add(OrderEvent.Filled event) {
        route(event.routeId(), true);
        BigInteger quantity = scaled(event.lastQty().value());
        put(nextExecId(event.routeId()),
                new Fill(event.routeId(), day, quantity, quantity.multiply(scaled(event.lastPx().value()))));
    }

    private void put(String execId, Fill fill) {
        fills.put(execId, fill);
        all.add(fill);
        Objects.requireNonNull(routes.get(fill.routeId())).add(fill);
        if (fill.day() == day) {
            today.add(fill);
        }
    }

    private void change(ExecId reference, Qty lastQty, @Nullable Price lastPx) {
        Fill old = Objects.requireNonNull(fills.remove(reference.value()), "allowed events refer to a fill");
        all.remove(old);
        Objects.requireNonNull(routes.get(old.routeId())).remove(old);
        if (old.day() == day) {
            today.remove(old);
        }
        BigInteger quantity = scaled(lastQty.value());
        BigInteger notional = lastPx == null ? BigInteger.ZERO : quantity.multiply(scaled(lastPx.value()));
        put(nextExecId(old.routeId()), new Fill(old.routeId(), old.day(), quantity, notional));
    }

    /// The first thing about the order that is not as expected; null when all is well.
    @Nullable
    String difference(Order order) {
        Check check = new Check();
        check.number("CumQty", all.quantity, order.cumQty().value());
        check.number("LeavesQty", leavesQty(), order.leavesQty().value());
        check.equal("AvgPx", plain(all.average()), order.executions().avgPx());
        check.equal("OrdStatus", ordStatus(), order.ordStatus().code());
        check.equal("reports", reportCount, order.reportCount());
        check.equal("end", end != 0, order.life().end() != null);
        check.equal("routes", routes.size(), order.routes().size());
        BigInteger sum = BigInteger.ZERO;
        for (var route : order.routes()) {
            Sum expected = routes.get(route.routeId());
            check.number("CumQty of " + route.routeId(), expected == null ? BigInteger.ZERO : expected.quantity,
                    route.cumQty().value());
            sum = sum.add(scaled(route.cumQty().value()));
        }
        check.number("sum over routes", sum, order.cumQty().value());
        check.equal("open requests", cancels.size() + replaces.size(), order.chain().open().size());
        check.equal("at most 8 open", true, order.chain().open().size() <= 8);
        return check.difference;
    }

    /// The first thing about a state that was told that is not as expected, terms aside; null when all is well.
    @Nullable
    String difference(OrderState told) {
        Check check = new Check();
        check.equal("told OrdStatus", ordStatus(), told.standing().ordStatus().code());
        check.number("told CumQty", all.quantity, told.standing().cumQty().value());
        check.equal("told AvgPx", plain(all.average()), told.standing().avgPx());
        DayFigures figures = told.dayFigures();
        check.equal("has day figures", hasDays, figures != null);
        if (figures != null) {
            BigInteger before = all.quantity.subtract(today.quantity);
            check.number("DayOrderQty", orderQty.subtract(before).max(BigInteger.ZERO), figures.dayOrderQty().value());
            check.number("DayCumQty", today.quantity, figures.dayCumQty().value());
            check.equal("DayAvgPx", plain(today.average()), figures.dayAvgPx());
        }
        return check.difference;
    }

    private static final class Check {
        private @Nullable String difference;

        void equal(String what, Object expected, Object actual) {
            if (difference == null && !expected.equals(actual)) {
                difference = what + ": expected " + expected + ", was " + actual;
            }
        }

        void number(String what, BigInteger expected, BigDecimal actual) {
            equal(what, expected, scaled(actual));
        }
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private boolean isMeasured() {
        return terms.cashOrderQty() == null || orderQty.signum() > 0;
    }

    private BigInteger leavesQty() {
        boolean idle = end != 0 || working == '3';
        return idle ? BigInteger.ZERO : orderQty.subtract(all.quantity).max(BigInteger.ZERO);
    }

    /// Of all states that apply, the one that FIX puts first: pending cancel, pending replace, done for day, filled,
    /// stopped, suspended, canceled or expired, partially filled, then new, rejected and pending new.
    private char ordStatus() {
        boolean some = all.quantity.signum() > 0;
        boolean isFull = some && isMeasured() && all.quantity.compareTo(orderQty) >= 0;
        Map<Character, Boolean> states = Map.ofEntries(
                Map.entry('6', !cancels.isEmpty()),
                Map.entry('E', !replaces.isEmpty()),
                Map.entry('3', end == 0 && working == '3' && !isFull),
                Map.entry('2', isFull),
                Map.entry('7', end == 0 && working == '7'),
                Map.entry('9', end == 0 && working == '9'),
                Map.entry('4', end == '4' || (end == '8' && some)),
                Map.entry('C', end == 'C'),
                Map.entry('1', some),
                Map.entry('8', end == '8'),
                Map.entry('0', acknowledged),
                Map.entry('A', true));
        for (char state : "6E32794C180A".toCharArray()) {
            if (Boolean.TRUE.equals(states.get(state))) {
                return state;
            }
        }
        throw new IllegalStateException("A always applies");
    }
}
