package dev.fixway.engine.domain;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The report that an event makes; pure, so that it can be made again from the ledger.
public final class Reports {

    private Reports() {}

    /// The report of the first event of an order.
    public static Report.Execution ofFirst(Order order) {
        ExecType execType = order.life().acknowledged() ? ExecType.NEW : ExecType.PENDING_NEW;
        return new Report.Execution(unasked(order, execType, order.life().createdAt()), OrderState.of(order), null,
                null);
    }

    /// The report of an event; null when it is not told.
    ///
    /// - `before`, `after`: the order around the event
    public static @Nullable Report of(Order before, OrderEvent event, Order after) {
        Instant at = after.life().updatedAt();
        return switch (event) {
            case OrderEvent.Received _, OrderEvent.Adopted _ -> ofFirst(after);
            case OrderEvent.Routed _, OrderEvent.RouteInDoubt _, OrderEvent.RouteResolved _ -> null;
            case OrderEvent.CancelRouted _, OrderEvent.ReplaceRouted _, OrderEvent.RouteIdentified _ -> null;
            case OrderEvent.RequestRefused refused -> cancelReject(after, refused);
            case OrderEvent.Acknowledged _ -> plain(after, ExecType.NEW, at);
            case OrderEvent.Rejected rejected ->
                noted(after, ExecType.REJECTED, at, new Note(rejected.reason(), null, rejected.text()));
            case OrderEvent.Filled fill -> traded(before, after, ExecType.TRADE, fill);
            case OrderEvent.Busted bust -> changed(before, after, ExecType.TRADE_CANCEL, bust.execRefId(), at);
            case OrderEvent.Corrected fix -> changed(before, after, ExecType.TRADE_CORRECT, fix.execRefId(), at);
            case OrderEvent.CancelRequested asked -> requested(before, after, ExecType.PENDING_CANCEL, asked.request());
            case OrderEvent.ReplaceRequested asked ->
                requested(before, after, ExecType.PENDING_REPLACE, asked.request());
            case OrderEvent.Canceled canceled -> canceled(before, canceled, after);
            case OrderEvent.Replaced replaced ->
                settled(before, after, ExecType.REPLACED, before.chain().find(replaced.request()), null);
            case OrderEvent.Restated restated ->
                noted(after, ExecType.RESTATED, at, new Note(null, restated.restatementReason(), restated.text()));
            case OrderEvent.Expired expired -> noted(after, ExecType.EXPIRED, at, noteOrNull(null, expired.text()));
            case OrderEvent.DoneForDay _ -> plain(after, ExecType.DONE_FOR_DAY, at);
            case OrderEvent.Suspended suspended ->
                noted(after, ExecType.SUSPENDED, at, noteOrNull(null, suspended.text()));
            case OrderEvent.Stopped _ -> plain(after, ExecType.STOPPED, at);
            case OrderEvent.Triggered _ -> plain(after, ExecType.TRIGGERED, at);
        };
    }

    /// 150=I: the state of the order as the party that asks sees it.
    ///
    /// - `asked`: the id it asked by, its own order's or one of its requests'; null when it asked by OrderID(37)
    public static Report.Execution status(ExecId execId, Order order, @Nullable ClOrdId asked, Instant at) {
        Request request = asked == null ? null : order.chain().findAny(asked);
        ClOrdId clOrdId = asked == null ? order.chain().current() : asked;
        ClOrdId origClOrdId = request == null
                ? null
                : Objects.requireNonNullElse(request.origClOrdId(), new ClOrdId(order.orderId().value()));
        ReportHead head = new ReportHead(execId, ExecType.ORDER_STATUS, clOrdId, origClOrdId, clOrdId, null,
                entering(order.intent()), at);
        return new Report.Execution(head, OrderState.of(order), null, null);
    }

    /// 150=I: the state of the order for those who were told that a request is pending, and do not get its refusal.
    public static Report.Execution withoutRequest(ExecId execId, Order order, Request refused) {
        Report.Execution status = status(execId, order, null, order.life().updatedAt());
        String text = "the pending " + (refused.isCancel() ? "cancel" : "replace") + " was refused";
        return new Report.Execution(status.head(), status.state(), null, new Note(null, null, text));
    }

    /// 150=I, 39=8: the answer to a status request for an order that is not known.
    public static Report.Execution unknownStatus(ExecId execId, ClOrdId asked, OrderIntent about, Instant at) {
        ReportHead head = new ReportHead(execId, ExecType.ORDER_STATUS, asked, null, asked, null, null, at);
        return new Report.Execution(head, stateOf(about, OrdStatus.REJECTED, about.terms().withOrderQty(Qty.ZERO)),
                null,
                new Note(RejectReason.UNKNOWN_ORDER, null, "unknown order"));
    }

    /// 150=8 for an order that never came to be (37=NONE).
    public static Report.Execution denied(ExecId execId, OrderIntent intent, RejectReason reason, String text,
            Instant at) {
        ReportHead head = new ReportHead(execId, ExecType.REJECTED, intent.clOrdId(), null, intent.clOrdId(),
                intent.party().name(), entering(intent), at);
        return new Report.Execution(head, stateOf(intent, OrdStatus.REJECTED, intent.terms()), null,
                new Note(reason, null, text));
    }

    /// 150=8, 103=6 with the OrdStatus of the original: a plain repeat of a ClOrdID(11).
    public static Report.Execution duplicate(ExecId execId, OrderIntent repeat, Order original, Instant at) {
        ReportHead head = new ReportHead(execId, ExecType.REJECTED, repeat.clOrdId(), null, repeat.clOrdId(),
                repeat.party().name(), entering(repeat), at);
        return new Report.Execution(head, OrderState.of(original), null,
                new Note(RejectReason.DUPLICATE_CL_ORD_ID, null, "ClOrdID(11) was used before"));
    }

    private static @Nullable String entering(OrderIntent intent) {
        return intent.party().isFix() ? intent.party().name() : null;
    }

    private static OrderState stateOf(OrderIntent intent, OrdStatus status, Terms terms) {
        return new OrderState(null, intent.party().account(), intent.symbol(), intent.side(), terms,
                OrderState.Standing.nothing(status), null, null);
    }

    private static Report plain(Order after, ExecType execType, Instant at) {
        return noted(after, execType, at, null);
    }

    private static Report noted(Order after, ExecType execType, Instant at, @Nullable Note note) {
        return new Report.Execution(unasked(after, execType, at), OrderState.of(after), null, note);
    }

    private static ReportHead unasked(Order after, ExecType execType, Instant at) {
        ClOrdId current = after.chain().current();
        return new ReportHead(after.lastExecId(), execType, current, null, current, null, entering(after.intent()), at);
    }

    private static Report traded(Order before, Order after, ExecType execType, OrderEvent.Filled fill) {
        Trade trade = new Trade(fill.lastQty(), fill.lastPx(), fill.fillId(), null, fill.liquidity());
        return new Report.Execution(unasked(after, execType, after.life().updatedAt()), OrderState.of(after), trade,
                before.phase().isFinal() ? new Note(null, null, "late fill") : null);
    }

    private static Report changed(Order before, Order after, ExecType execType, ExecId reference, Instant at) {
        Execution old = Objects.requireNonNull(before.executions().find(reference),
                "allowed events refer to an execution");
        Execution now = Objects.requireNonNull(after.executions().find(old.routeId(), old.fillId()), "executions stay");
        Trade trade = new Trade(now.lastQty(), now.lastPx(), now.fillId(), reference, now.liquidity());
        return new Report.Execution(unasked(after, execType, at), OrderState.of(after), trade, null);
    }

    private static Report requested(Order before, Order after, ExecType execType, Request request) {
        // A second replace in flight stands on the terms that the first one asks for (scenario D.2.b).
        Terms wished = request.isCancel() ? null : before.chain().latestWished();
        ReportHead head = new ReportHead(after.lastExecId(), execType, request.clOrdId(), after.chain().current(),
                after.chain().current(), request.party().name(), entering(after.intent()), after.life().updatedAt());
        return new Report.Execution(head, OrderState.of(after, wished == null ? after.terms() : wished), null, null);
    }

    private static Report canceled(Order before, OrderEvent.Canceled event, Order after) {
        Note note = noteOrNull(event.restatementReason(), event.text());
        Request request = event.request() == null ? null : before.chain().findAny(event.request());
        return settled(before, after, ExecType.CANCELED, request, note);
    }

    private static Report settled(Order before, Order after, ExecType execType, @Nullable Request request,
            @Nullable Note note) {
        if (request == null) {
            return noted(after, execType, after.life().updatedAt(), note);
        }
        ReportHead head = new ReportHead(after.lastExecId(), execType, request.clOrdId(), before.chain().current(),
                after.chain().current(), request.party().name(), entering(after.intent()), after.life().updatedAt());
        return new Report.Execution(head, OrderState.of(after), null, note);
    }

    private static @Nullable Note noteOrNull(@Nullable Integer restatementReason, String text) {
        return restatementReason == null && text.isEmpty() ? null : new Note(null, restatementReason, text);
    }

    private static Report cancelReject(Order after, OrderEvent.RequestRefused refused) {
        Request request = refused.request();
        return new Report.CancelReject(after.orderId(), request.clOrdId(), after.chain().current(), after.ordStatus(),
                request.kind(), refused.reason(), Texts.bounded(refused.text()));
    }
}
