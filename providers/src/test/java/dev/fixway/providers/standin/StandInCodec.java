package dev.fixway.providers.standin;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RestatementReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueOrder;
import dev.fixway.providers.standin.StandInMessages.Event;
import dev.fixway.providers.standin.StandInMessages.FillText;
import dev.fixway.providers.standin.StandInMessages.NewOrder;
import dev.fixway.providers.standin.StandInMessages.Note;
import dev.fixway.providers.standin.StandInMessages.OrderText;
import dev.fixway.providers.standin.StandInMessages.TermsText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Between the stand-in's JSON and the port. What it cannot read it refuses with an exception.
final class StandInCodec {
    private StandInCodec() {}

    static NewOrder order(ProviderCall.Submit call) {
        return new NewOrder(call.routeId().value(), call.symbol().value(), lower(call.side()), terms(call.terms()));
    }

    static TermsText terms(Terms terms) {
        return new TermsText(lower(terms.ordType()), lower(terms.timeInForce()), terms.orderQty().toString(),
                text(terms.price()), text(terms.stopPx()));
    }

    static Terms terms(TermsText terms) {
        String price = terms.price();
        String stopPrice = terms.stopPrice();
        return Terms.of(constant(OrdType.class, terms.type()), Qty.of(terms.quantity()),
                price == null ? null : Price.of(price), stopPrice == null ? null : Price.of(stopPrice),
                constant(TimeInForce.class, terms.timeInForce()));
    }

    /// - `routeId`: of the order's history
    static VenueOrder order(OrderText order, RouteId routeId) {
        return new VenueOrder(order.clientId(), new VenueOrderId(order.venueId()), new Symbol(order.symbol()),
                constant(Side.class, order.side()), terms(order.terms()), order.createdAt(),
                history(order.events(), routeId));
    }

    /// What happened to the order, without what happened to its terms: each fill once, with its bust or last
    /// correction.
    private static List<ProviderEvent> history(List<Event> events, RouteId routeId) {
        List<ProviderEvent> history = new ArrayList<>();
        Set<String> fills = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            boolean isTold = switch (event.kind()) {
                case "ack", "bust", "canceled", "rejected", "expired" -> true;
                case "fill" -> fills.add(fill(event).fillId());
                case "correct" -> events.subList(i + 1, events.size())
                        .stream()
                        .noneMatch(later -> later.kind().equals("correct")
                                && fill(later).fillId().equals(fill(event).fillId()));
                default -> false;
            };
            ProviderEvent told = isTold ? event(event, routeId) : null;
            if (told != null) {
                history.add(told);
            }
        }
        return history;
    }

    /// Null for what says nothing to the engine: the old order's part in an amend that made a new one.
    static @Nullable ProviderEvent event(Event event, RouteId routeId) {
        String text = event.note() == null ? "" : event.note().text();
        return switch (event.kind()) {
            case "ack" -> new ProviderEvent.Acknowledged(routeId, new VenueOrderId(event.venueId()), null, event.at());
            case "fill" -> new ProviderEvent.Filled(routeId, fillId(event), quantity(event), price(event), null,
                    event.at());
            case "bust" -> new ProviderEvent.FillBusted(routeId, fillId(event), event.at());
            case "correct" -> new ProviderEvent.FillCorrected(routeId, fillId(event), quantity(event), price(event),
                    event.at());
            case "canceled" -> new ProviderEvent.Canceled(routeId,
                    event.note() == null ? null : event.note().reason(), text, event.at());
            case "rejected" -> new ProviderEvent.Rejected(routeId, reason(code(event)), text, event.at());
            case "expired" -> new ProviderEvent.Expired(routeId, text, event.at());
            case "replaced" -> new ProviderEvent.Replaced(routeId, new VenueOrderId(event.venueId()),
                    terms(present(event.terms())), event.at());
            case "request_refused" ->
                new ProviderEvent.RequestRefused(routeId, reason(code(event)), text, event.at());
            case "restated" -> new ProviderEvent.Restated(routeId, terms(present(event.terms())), restatement(event),
                    text, event.at());
            case "done_for_day" -> new ProviderEvent.DoneForDay(routeId, event.at());
            case "suspended" -> new ProviderEvent.Suspended(routeId, text, event.at());
            case "stopped" -> new ProviderEvent.Stopped(routeId, event.at());
            case "triggered" -> new ProviderEvent.Triggered(routeId, event.at());
            case "replaced_by" -> null;
            default -> throw new IllegalArgumentException("unknown event " + event.kind());
        };
    }

    static RejectReason reason(String code) {
        return switch (code) {
            case "unknown_symbol" -> RejectReason.UNKNOWN_SYMBOL;
            case "unknown_order" -> RejectReason.UNKNOWN_ORDER;
            case "duplicate" -> RejectReason.DUPLICATE_CL_ORD_ID;
            case "too_late" -> RejectReason.TOO_LATE;
            case "quantity" -> RejectReason.INCORRECT_QTY;
            case "price" -> RejectReason.INVALID_PRICE;
            case "unsupported" -> RejectReason.UNSUPPORTED;
            case "rate_limited" -> RejectReason.RATE_LIMITED;
            case "verbal" -> RejectReason.PLACED_VERBALLY;
            case "funds" -> RejectReason.INSUFFICIENT_FUNDS;
            default -> RejectReason.VENUE_REFUSED;
        };
    }

    private static String code(Event event) {
        Note note = event.note();
        return note == null || note.code() == null ? "" : note.code();
    }

    private static int restatement(Event event) {
        Note note = event.note();
        return note == null || note.reason() == null ? RestatementReason.OTHER : note.reason();
    }

    private static FillId fillId(Event event) {
        return new FillId(fill(event).fillId());
    }

    private static Qty quantity(Event event) {
        return Qty.of(fill(event).quantity());
    }

    private static Price price(Event event) {
        return Price.of(fill(event).price());
    }

    private static FillText fill(Event event) {
        return present(event.fill());
    }

    private static <T> T present(@Nullable T part) {
        return Objects.requireNonNull(part, "an event without what it tells");
    }

    private static @Nullable String text(@Nullable Price price) {
        return price == null ? null : price.toString();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }
}
