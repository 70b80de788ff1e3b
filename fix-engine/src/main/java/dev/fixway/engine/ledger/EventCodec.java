package dev.fixway.engine.ledger;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.ExecId;
import dev.fixway.engine.domain.Exits;
import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.Liquidity;
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
import dev.fixway.engine.domain.RequestKind;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.Texts;
import dev.fixway.engine.domain.VenueOrderId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Order events as rows of the ledger, and back.
public final class EventCodec {
    private EventCodec() {}

    /// The order that its events make; null for none.
    ///
    /// - `rows`: events of one order, oldest first; rows that are no order events (denials of repeats) are passed over
    public static @Nullable Order fold(List<LedgerEvent> rows) {
        Order order = null;
        for (LedgerEvent row : rows) {
            order = fold(order, row);
        }
        return order;
    }

    /// The order after one more row.
    public static @Nullable Order fold(@Nullable Order order, LedgerEvent row) {
        OrderEvent event = read(row);
        if (event == null) {
            return order;
        }
        Instant at = Instant.parse(row.text(LedgerField.EVENT_TIME));
        return order == null ? Order.create(event, at) : order.apply(event, at);
    }

    /// Begins the row of an event: type, and what the event alone says.
    ///
    /// - `after`: the order after the event
    public static LedgerEvent.Builder write(OrderEvent event, Order after) {
        LedgerEvent.Builder row = LedgerEvent.of(typeOf(event, after))
                .set(LedgerField.ORDER_ID, after.orderId())
                .set(LedgerField.ACCOUNT, after.intent().party().account())
                .set(LedgerField.SYMBOL, after.intent().symbol())
                .set(LedgerField.SIDE, after.intent().side())
                .set(LedgerField.PROVIDER, after.intent().provider());
        switch (event) {
            case OrderEvent.Received received -> putIntent(row, received.intent());
            case OrderEvent.Adopted adopted -> putAdopted(row, adopted);
            case OrderEvent.Routed routed -> Row.put(route(row, routed.routeId()), routed.terms());
            case OrderEvent.RouteInDoubt doubt ->
                route(row, doubt.routeId()).set(LedgerField.CL_ORD_ID, doubt.request())
                        .set(LedgerField.REASON_TEXT, text(doubt.cause()));
            case OrderEvent.RouteResolved resolved ->
                route(row, resolved.routeId()).set(LedgerField.CL_ORD_ID, resolved.request())
                        .flag(LedgerField.FOUND, resolved.found())
                        .set(LedgerField.REASON_TEXT, text(resolved.text()));
            case OrderEvent.Acknowledged ack -> putVenueOrderId(route(row, ack.routeId()), ack.venueOrderId(), after);
            case OrderEvent.RouteIdentified found ->
                putVenueOrderId(route(row, found.routeId()), found.venueOrderId(), after);
            case OrderEvent.Rejected rejected -> putReason(row, rejected.reason(), rejected.text());
            case OrderEvent.Filled fill -> putFill(route(row, fill.routeId()), fill);
            case OrderEvent.Busted bust -> row.set(LedgerField.EXEC_REF_ID, bust.execRefId());
            case OrderEvent.Corrected fix -> row.set(LedgerField.EXEC_REF_ID, fix.execRefId())
                    .set(LedgerField.LAST_QTY, fix.lastQty())
                    .set(LedgerField.LAST_PX, fix.lastPx());
            case OrderEvent.CancelRequested asked -> putRequest(row, asked.request());
            case OrderEvent.CancelRouted routed -> row.set(LedgerField.CL_ORD_ID, routed.request());
            case OrderEvent.Canceled canceled ->
                row.set(LedgerField.EXEC_RESTATEMENT_REASON, canceled.restatementReason())
                        .set(LedgerField.REASON_TEXT, text(canceled.text()));
            case OrderEvent.ReplaceRequested asked -> putRequest(row, asked.request());
            case OrderEvent.ReplaceRouted routed ->
                route(row, routed.routeId()).set(LedgerField.CL_ORD_ID, routed.request());
            case OrderEvent.Replaced replaced ->
                putVenueOrderId(route(row, replaced.routeId()), replaced.venueOrderId(), after);
            case OrderEvent.RequestRefused refused ->
                putReason(putRequest(row, refused.request()), refused.reason(), refused.text());
            case OrderEvent.Restated restated ->
                row.set(LedgerField.EXEC_RESTATEMENT_REASON, restated.restatementReason())
                        .set(LedgerField.SPLIT_FACTOR, restated.split())
                        .set(LedgerField.REASON_TEXT, text(restated.text()));
            case OrderEvent.Expired expired -> row.set(LedgerField.REASON_TEXT, text(expired.text()));
            case OrderEvent.Suspended suspended -> row.set(LedgerField.REASON_TEXT, text(suspended.text()));
            case OrderEvent.DoneForDay _, OrderEvent.Stopped _, OrderEvent.Triggered _ -> {
            }
        }
        return row;
    }

    private static EventType typeOf(OrderEvent event, Order after) {
        return switch (event) {
            case OrderEvent.Received _ -> EventType.ORDER_RECEIVED;
            case OrderEvent.Adopted _ -> EventType.ORDER_ADOPTED;
            case OrderEvent.Routed _ -> EventType.ROUTED;
            case OrderEvent.RouteInDoubt _ -> EventType.ROUTE_UNKNOWN;
            case OrderEvent.RouteResolved _ -> EventType.ROUTE_RESOLVED;
            case OrderEvent.RouteIdentified _ -> EventType.ROUTE_IDENTIFIED;
            case OrderEvent.Acknowledged _ -> EventType.ACKNOWLEDGED;
            case OrderEvent.Rejected _ -> EventType.REJECTED;
            case OrderEvent.Filled _ ->
                after.terms().isMeasured() && after.cumQty().compareTo(after.terms().orderQty()) >= 0
                        ? EventType.FILL
                        : EventType.PARTIAL_FILL;
            case OrderEvent.Busted _ -> EventType.TRADE_CANCELLED;
            case OrderEvent.Corrected _ -> EventType.TRADE_CORRECTED;
            case OrderEvent.CancelRequested _ -> EventType.CANCEL_REQUESTED;
            case OrderEvent.CancelRouted _ -> EventType.CANCEL_ROUTED;
            case OrderEvent.Canceled canceled ->
                canceled.request() == null ? EventType.CANCELLED : EventType.CANCEL_ACCEPTED;
            case OrderEvent.ReplaceRequested _ -> EventType.REPLACE_REQUESTED;
            case OrderEvent.ReplaceRouted _ -> EventType.REPLACE_ROUTED;
            case OrderEvent.Replaced _ -> EventType.REPLACE_ACCEPTED;
            case OrderEvent.RequestRefused refused ->
                refused.request().isCancel() ? EventType.CANCEL_REJECTED : EventType.REPLACE_REJECTED;
            case OrderEvent.Restated _ -> EventType.RESTATED;
            case OrderEvent.Expired _ -> EventType.EXPIRED;
            case OrderEvent.DoneForDay _ -> EventType.DONE_FOR_DAY;
            case OrderEvent.Suspended _ -> EventType.SUSPENDED;
            case OrderEvent.Stopped _ -> EventType.STOPPED;
            case OrderEvent.Triggered _ -> EventType.TRIGGERED;
        };
    }

    private static LedgerEvent.Builder route(LedgerEvent.Builder row, Object routeId) {
        return row.set(LedgerField.PROVIDER_CLIENT_ID, routeId);
    }

    /// Writes who made an event happen.
    public static void putActor(LedgerEvent.Builder row, Party actor) {
        Row.put(row, actor);
    }

    /// Writes whose request an event is about.
    public static void putRequester(LedgerEvent.Builder row, Party party) {
        Row.putRequester(row, party);
    }

    /// Writes what a client wants.
    public static void putIntent(LedgerEvent.Builder row, OrderIntent intent) {
        Row.put(row, intent.party());
        Row.put(row, intent.terms());
        Handling handling = intent.handling();
        row.set(LedgerField.CL_ORD_ID, intent.clOrdId())
                .set(LedgerField.SYMBOL, intent.symbol())
                .set(LedgerField.SIDE, intent.side())
                .set(LedgerField.PROVIDER, intent.provider())
                .flag(LedgerField.REDUCE_ONLY, handling.reduceOnly())
                .flag(LedgerField.POST_ONLY, handling.postOnly())
                .flag(LedgerField.HIDDEN, handling.hidden())
                .set(LedgerField.DISPLAY_QTY, handling.displayQty())
                .set(LedgerField.POSITION_ID, handling.positionId())
                .set(LedgerField.MARGIN_MODE, handling.marginMode())
                .set(LedgerField.LEVERAGE, handling.leverage())
                .set(LedgerField.PARENT_ORDER_ID, intent.parent());
        if (handling.exits() != null) {
            row.set(LedgerField.STOP_LOSS, handling.exits().stopLoss())
                    .set(LedgerField.TAKE_PROFIT, handling.exits().takeProfit());
        }
    }

    private static void putAdopted(LedgerEvent.Builder row, OrderEvent.Adopted adopted) {
        putIntent(row, adopted.intent());
        route(row, adopted.routeId()).set(LedgerField.PROVIDER_ORDER_ID, adopted.venueOrderId());
    }

    /// A report shows the id of the current route; where the event is about another one, its id has a field of its own
    /// (empty for none).
    private static void putVenueOrderId(LedgerEvent.Builder row, @Nullable VenueOrderId venueOrderId, Order after) {
        Route shown = after.currentRoute();
        row.set(LedgerField.PROVIDER_ORDER_ID, venueOrderId);
        if (!Objects.equals(venueOrderId, shown == null ? null : shown.venueOrderId())) {
            row.set(LedgerField.ROUTE_PROVIDER_ORDER_ID, venueOrderId == null ? "" : venueOrderId.value());
        }
    }

    private static @Nullable VenueOrderId venueOrderId(LedgerEvent row) {
        String own = row.get(LedgerField.ROUTE_PROVIDER_ORDER_ID);
        if (own == null) {
            return Row.venueOrderId(row);
        }
        return own.isEmpty() ? null : new VenueOrderId(own);
    }

    /// Bounded text, null for none: an empty note is no note.
    private static @Nullable String text(String text) {
        return text.isEmpty() ? null : Texts.bounded(text);
    }

    private static LedgerEvent.Builder putReason(LedgerEvent.Builder row, RejectReason reason, String text) {
        return row.set(LedgerField.REASON_CODE, reason.name()).set(LedgerField.REASON_TEXT, text(text));
    }

    private static void putFill(LedgerEvent.Builder row, OrderEvent.Filled fill) {
        row.set(LedgerField.SECONDARY_EXEC_ID, fill.fillId())
                .set(LedgerField.LAST_QTY, fill.lastQty())
                .set(LedgerField.LAST_PX, fill.lastPx())
                .set(LedgerField.LIQUIDITY, fill.liquidity());
    }

    private static LedgerEvent.Builder putRequest(LedgerEvent.Builder row, Request request) {
        Row.putRequester(row, request.party());
        row.set(LedgerField.CL_ORD_ID, request.clOrdId())
                .set(LedgerField.ORIG_CL_ORD_ID, request.origClOrdId())
                .set(LedgerField.RESPONSE_TO, request.kind());
        putWished(row, request.newTerms());
        return row;
    }

    /// Writes what a replace asks for; nothing of a cancel.
    public static void putWished(LedgerEvent.Builder row, @Nullable Terms wished) {
        if (wished != null) {
            Row.putWished(row, wished);
        }
    }

    /// What a replace asked for; null of a cancel, and of a refusal that an older version recorded.
    public static @Nullable Terms readWished(LedgerEvent row) {
        return Row.wished(row);
    }

    /// The order event of a row; null when the row is none.
    public static @Nullable OrderEvent read(LedgerEvent row) {
        return switch (row.type()) {
            case ORDER_RECEIVED ->
                new OrderEvent.Received(new OrderId(row.text(LedgerField.ORDER_ID)), readIntent(row));
            case ORDER_ADOPTED -> new OrderEvent.Adopted(new OrderId(row.text(LedgerField.ORDER_ID)), readIntent(row),
                    Row.routeId(row), Objects.requireNonNull(Row.venueOrderId(row)));
            case ROUTED -> new OrderEvent.Routed(Row.routeId(row), Row.terms(row));
            case ROUTE_UNKNOWN ->
                new OrderEvent.RouteInDoubt(Row.routeId(row), Row.clOrdId(row, LedgerField.CL_ORD_ID),
                        Row.textOrEmpty(row));
            case ROUTE_RESOLVED ->
                new OrderEvent.RouteResolved(Row.routeId(row), Row.clOrdId(row, LedgerField.CL_ORD_ID),
                        Row.flag(row, LedgerField.FOUND), Row.textOrEmpty(row));
            case ACKNOWLEDGED -> new OrderEvent.Acknowledged(Row.routeId(row), venueOrderId(row),
                    Row.optional(row, LedgerField.ORDER_QTY, Qty::of));
            case ROUTE_IDENTIFIED -> new OrderEvent.RouteIdentified(Row.routeId(row),
                    Objects.requireNonNull(venueOrderId(row), "the row is about the id"));
            case REJECTED -> new OrderEvent.Rejected(reason(row), Row.textOrEmpty(row));
            case PARTIAL_FILL, FILL -> readFill(row);
            case TRADE_CANCELLED -> new OrderEvent.Busted(new ExecId(row.text(LedgerField.EXEC_REF_ID)));
            case TRADE_CORRECTED -> new OrderEvent.Corrected(new ExecId(row.text(LedgerField.EXEC_REF_ID)),
                    Row.qty(row, LedgerField.LAST_QTY), Price.of(row.text(LedgerField.LAST_PX)));
            case CANCEL_REQUESTED -> new OrderEvent.CancelRequested(readRequest(row));
            case CANCEL_ROUTED -> new OrderEvent.CancelRouted(requestId(row));
            case CANCEL_ACCEPTED -> new OrderEvent.Canceled(Row.clOrdId(row, LedgerField.CL_ORD_ID),
                    restatementReason(row), Row.textOrEmpty(row));
            case CANCELLED -> new OrderEvent.Canceled(null, restatementReason(row), Row.textOrEmpty(row));
            case REPLACE_REQUESTED -> new OrderEvent.ReplaceRequested(readRequest(row));
            case REPLACE_ROUTED -> new OrderEvent.ReplaceRouted(requestId(row), Row.routeId(row));
            case REPLACE_ACCEPTED ->
                new OrderEvent.Replaced(requestId(row), Row.routeId(row), venueOrderId(row), Row.terms(row));
            case CANCEL_REJECTED, REPLACE_REJECTED ->
                new OrderEvent.RequestRefused(readRequest(row), reason(row), Row.textOrEmpty(row));
            case RESTATED -> new OrderEvent.Restated(Row.terms(row), Objects.requireNonNull(restatementReason(row)),
                    Row.optional(row, LedgerField.SPLIT_FACTOR, BigDecimal::new), Row.textOrEmpty(row));
            case EXPIRED -> new OrderEvent.Expired(Row.textOrEmpty(row));
            case DONE_FOR_DAY -> new OrderEvent.DoneForDay();
            case SUSPENDED -> new OrderEvent.Suspended(Row.textOrEmpty(row));
            case STOPPED -> new OrderEvent.Stopped();
            case TRIGGERED -> new OrderEvent.Triggered();
            case ORDER_DENIED, REQUEST_DENIED, MESSAGE_DENIED, STATUS_TOLD, VENUE_EVENT_RECEIVED -> null;
            case SESSION_LOGON, SESSION_LOGOUT, SESSION_SEQUENCE_RESET -> null;
            case PROVIDER_CONNECTED, PROVIDER_LOST, PROVIDER_AWAY, PROVIDER_RECONCILED -> null;
            case GATEWAY_STARTED, GATEWAY_STOPPED, ALARM_RAISED -> null;
            case KILL_TRIGGERED, KILL_RELEASED -> null;
        };
    }

    /// What a client wants, from an event that began or refused an order.
    public static OrderIntent readIntent(LedgerEvent row) {
        Handling handling = new Handling(Row.flag(row, LedgerField.REDUCE_ONLY), Row.flag(row, LedgerField.POST_ONLY),
                Row.flag(row, LedgerField.HIDDEN), Row.optional(row, LedgerField.DISPLAY_QTY, Qty::of),
                row.get(LedgerField.POSITION_ID), row.get(LedgerField.MARGIN_MODE),
                Row.optional(row, LedgerField.LEVERAGE, Qty::of),
                Exits.of(Row.price(row, LedgerField.STOP_LOSS), Row.price(row, LedgerField.TAKE_PROFIT)));
        Terms terms = Row.terms(row);
        return new OrderIntent(Row.actor(row), Row.clOrdId(row, LedgerField.CL_ORD_ID),
                Symbol.of(row.text(LedgerField.SYMBOL)), Row.constant(row, LedgerField.SIDE, Side.class), terms,
                handling, new ProviderId(row.text(LedgerField.PROVIDER)),
                Row.optional(row, LedgerField.PARENT_ORDER_ID, OrderId::new));
    }

    private static OrderEvent readFill(LedgerEvent row) {
        return new OrderEvent.Filled(Row.routeId(row), new FillId(row.text(LedgerField.SECONDARY_EXEC_ID)),
                Row.qty(row, LedgerField.LAST_QTY), Price.of(row.text(LedgerField.LAST_PX)),
                Row.optional(row, LedgerField.LIQUIDITY, Liquidity::valueOf));
    }

    /// The cancel or replace that an event asked for; null of any other event.
    public static @Nullable Request readAsked(LedgerEvent row) {
        boolean isAsked = row.type() == EventType.CANCEL_REQUESTED || row.type() == EventType.REPLACE_REQUESTED;
        return isAsked ? readRequest(row) : null;
    }

    private static Request readRequest(LedgerEvent row) {
        RequestKind kind = Row.constant(row, LedgerField.RESPONSE_TO, RequestKind.class);
        return new Request(kind, requestId(row), Row.requester(row), Row.clOrdId(row, LedgerField.ORIG_CL_ORD_ID),
                Row.wished(row), Request.Call.WAITING);
    }

    private static ClOrdId requestId(LedgerEvent row) {
        return new ClOrdId(row.text(LedgerField.CL_ORD_ID));
    }

    private static RejectReason reason(LedgerEvent row) {
        return Row.constant(row, LedgerField.REASON_CODE, RejectReason.class);
    }

    private static @Nullable Integer restatementReason(LedgerEvent row) {
        return Row.optional(row, LedgerField.EXEC_RESTATEMENT_REASON, Integer::valueOf);
    }
}
