package dev.fixway.engine.reconcile;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.ExecId;
import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Phase;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.RequestKind;
import dev.fixway.engine.domain.RestatementReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.replay.TagValues;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The life of one order as its reports tell it, lived again by the same [Order] as in the engine.
final class OrderLife {
    /// Stands for ids that are not ours: each order is lived alone.
    private static final OrderId FOREIGN = new OrderId("ELSE00000000000000");
    private static final AccountId ACCOUNT = new AccountId("REPLAY");
    private static final ProviderId PROVIDER = new ProviderId("replay");

    private final Party party;
    private final Map<String, ExecId> told = new HashMap<>();
    private @Nullable Order order;

    private OrderLife(String session) {
        party = new Party(Edge.FIX, session, ACCOUNT);
    }

    /// The first thing that cannot have happened; null when everything fits or the log begins in the middle of the
    /// life.
    ///
    /// - `reports`: the order's reports to one session, in the order of the log
    static @Nullable Break firstBreak(List<Leg> reports) {
        OrderLife life = new OrderLife(reports.getFirst().session());
        for (Leg report : reports) {
            String fault = life.live(report.fields());
            if (fault != null) {
                BreakClass kind = fault.startsWith("bust") ? BreakClass.BUST_NOT_APPLIED : BreakClass.STATE;
                return new Break(kind, report.session(), report.fields().text(17), report.where(), 0, fault);
            }
            if (life.order == null) {
                return null;
            }
        }
        return null;
    }

    private @Nullable String live(TagValues report) {
        try {
            OrderEvent event = event(report);
            if (event == null) {
                return null;
            }
            order = order == null
                    ? Order.create(event, Instant.EPOCH)
                    : order.apply(event, at(order, report));
            if ("0".equals(report.text(150)) && order.phase() == Phase.PENDING_NEW) {
                order = order.apply(new OrderEvent.Acknowledged(route(), null, null), Instant.EPOCH);
            }
            order = withoutRefused(order, report);
            told.put(report.text(17), order.lastExecId());
        } catch (IllegalArgumentException | IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
        return difference(report, order);
    }

    /// A fill that came after a halt or the end of a day ends it, one from before does not: its status says which it is.
    /// Times do not, because what lies between two reports may not be reported.
    private static Instant at(Order order, TagValues report) {
        boolean isHeld = "3".equals(report.text(39)) || "9".equals(report.text(39));
        Instant before = order.life().updatedAt();
        return "F".equals(report.text(150)) && !isHeld ? before.plusNanos(1) : before;
    }

    /// A refused request is told to who asked, not to a drop copy, and not to whose order it is: there the next report
    /// without it shows the refusal.
    private static Order withoutRefused(Order order, TagValues report) {
        String status = report.text(39);
        if ("6".equals(status)) {
            return order;
        }
        boolean isCopy = "Y".equals(report.text(797));
        Order now = order;
        for (Request asked : order.chain().open()) {
            // What somebody else asks is told without OrigClOrdID(41).
            boolean isSilent = isCopy || asked.origClOrdId() == null;
            if (isSilent && (!"E".equals(status) || asked.kind() == RequestKind.CANCEL)) {
                now = now.apply(new OrderEvent.RequestRefused(asked, RejectReason.OTHER, ""), Instant.EPOCH);
            }
        }
        return now;
    }

    private static @Nullable String difference(TagValues report, Order order) {
        boolean isPending = "6".equals(report.text(150)) || "E".equals(report.text(150));
        if (report.get(152) != null || "9".equals(report.text(35))) {
            return null;
        }
        String status = String.valueOf(order.ordStatus().code());
        if (!status.equals(report.text(39))) {
            return "OrdStatus(39) is " + report.text(39) + ", its life makes it " + status;
        }
        String cumQty = unequal("CumQty(14)", report.get(14), order.cumQty());
        String leavesQty = isPending ? null : unequal("LeavesQty(151)", report.get(151), order.leavesQty());
        return cumQty != null ? cumQty : leavesQty;
    }

    private static @Nullable String unequal(String name, @Nullable String shown, Qty lived) {
        return shown == null || Qty.of(shown).compareTo(lived) == 0
                ? null
                : name + " is " + shown + ", its life makes it " + lived;
    }

    private @Nullable OrderEvent event(TagValues report) {
        Order now = order;
        if ("9".equals(report.text(35))) {
            Request asked = now == null || isOfRepeat(report, now)
                    ? null
                    : now.chain().find(new ClOrdId(report.text(11)));
            return asked == null ? null : new OrderEvent.RequestRefused(asked, RejectReason.OTHER, "");
        }
        String execType = report.text(150);
        if (now == null) {
            return "A".equals(execType) || "0".equals(execType) ? received(report) : null;
        }
        return switch (execType) {
            case "0" -> new OrderEvent.Acknowledged(route(), null, null);
            case "8" -> new OrderEvent.Rejected(RejectReason.OTHER, "");
            case "1", "2", "F" -> new OrderEvent.Filled(route(), new FillId(report.text(17)), Qty.of(report.text(32)),
                    Price.of(report.text(31)), null);
            case "H" -> new OrderEvent.Busted(referred(report));
            case "G" -> new OrderEvent.Corrected(referred(report), Qty.of(report.text(32)),
                    Price.of(report.text(31)));
            case "6" -> new OrderEvent.CancelRequested(request(report, RequestKind.CANCEL, null));
            case "E" -> new OrderEvent.ReplaceRequested(request(report, RequestKind.REPLACE, terms(report)));
            case "4" -> new OrderEvent.Canceled(open(now, report), null, "");
            case "5" -> new OrderEvent.Replaced(new ClOrdId(report.text(11)), route(), null, terms(report));
            case "C" -> new OrderEvent.Expired("");
            case "3" -> new OrderEvent.DoneForDay();
            case "9" -> new OrderEvent.Suspended("");
            case "7" -> new OrderEvent.Stopped();
            case "L" -> new OrderEvent.Triggered();
            case "D" -> restated(report);
            case "I" -> null;
            default -> throw new IllegalArgumentException("ExecType(150) is " + execType);
        };
    }

    /// A request whose ClOrdID(11) was used before is refused beside the open one, which stays pending.
    private static boolean isOfRepeat(TagValues reject, Order now) {
        return Reconciliation.isOfUsedId(reject) && String.valueOf(now.ordStatus().code()).equals(reject.text(39));
    }

    private OrderEvent received(TagValues report) {
        String id = report.text(37);
        OrderId orderId = OrderId.isOrderId(id) ? new OrderId(id) : FOREIGN;
        String clOrdId = report.get(11);
        OrderIntent intent = new OrderIntent(party, clOrdId == null ? null : new ClOrdId(clOrdId),
                Symbol.of(report.text(55)), side(report), terms(report), Handling.PLAIN, PROVIDER);
        return new OrderEvent.Received(orderId, intent);
    }

    private static Side side(TagValues report) {
        return "1".equals(report.text(54)) ? Side.BUY : Side.SELL;
    }

    private static Terms terms(TagValues report) {
        Price price = price(report.get(44));
        Price stopPx = price(report.get(99));
        OrdType ordType = report.text(40).length() == 1 ? OrdType.ofCode(report.text(40).charAt(0)) : null;
        TimeInForce timeInForce = report.text(59).length() == 1 ? TimeInForce.ofCode(report.text(59).charAt(0)) : null;
        String orderQty = report.get(38);
        return Terms.of(ordType == null ? price == null ? OrdType.MARKET : OrdType.LIMIT : ordType,
                orderQty == null ? Qty.ZERO : Qty.of(orderQty), price, stopPx,
                timeInForce == null ? TimeInForce.DAY : timeInForce);
    }

    private static @Nullable Price price(@Nullable String text) {
        return text == null ? null : Price.of(text);
    }

    private OrderEvent restated(TagValues report) {
        int reason = report.number(378);
        Order now = Objects.requireNonNull(order, "an order is restated after its first report");
        Terms terms = report.get(38) == null ? now.terms() : terms(report);
        return new OrderEvent.Restated(terms, reason < 0 ? RestatementReason.OTHER : reason, null, "");
    }

    /// What somebody else asks is told under the order's own id and without OrigClOrdID(41): it goes by its report here,
    /// because several may be open.
    private Request request(TagValues report, RequestKind kind, @Nullable Terms newTerms) {
        String origClOrdId = report.get(41);
        return origClOrdId == null
                ? new Request(kind, new ClOrdId(report.text(17)), party, null, newTerms, Request.Call.WAITING)
                : new Request(kind, new ClOrdId(report.text(11)), party, new ClOrdId(origClOrdId), newTerms,
                        Request.Call.WAITING);
    }

    private static @Nullable ClOrdId open(Order now, TagValues report) {
        String clOrdId = report.get(11);
        Request asked = clOrdId == null ? null : now.chain().find(new ClOrdId(clOrdId));
        return asked == null ? null : asked.clOrdId();
    }

    private ExecId referred(TagValues report) {
        ExecId execId = told.get(report.text(19));
        if (execId == null) {
            throw new IllegalArgumentException("bust or correction of an execution that was not told: "
                    + report.text(19));
        }
        return execId;
    }

    private RouteId route() {
        return Objects.requireNonNull(order, "a report after the first one").orderId().route(1);
    }
}
