package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.Exits;
import dev.fixway.engine.domain.Life;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Between the venue's JSON and the port.
final class AlpacaCodec {
    static final String REJECTED_TEXT = "rejected by the venue";

    private AlpacaCodec() {}

    /// The body of a submission: decimals as text.
    static String order(ProviderCall.Submit call) {
        Terms terms = call.terms();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("symbol", call.symbol().value());
        Qty amount = terms.cashOrderQty();
        if (amount == null) {
            body.put("qty", terms.orderQty().toString());
        } else {
            body.put("notional", amount.toString());
        }
        body.put("side", call.side().name().toLowerCase(Locale.ROOT));
        body.put("type", terms.ordType().name().toLowerCase(Locale.ROOT));
        body.put("time_in_force", terms.timeInForce().name().toLowerCase(Locale.ROOT));
        prices(body, terms);
        exits(body, call.handling().exits());
        body.put("client_order_id", call.routeId().value());
        return AlpacaJson.write(body);
    }

    /// `bracket` asks for both exits, `oto` for one.
    private static void exits(Map<String, Object> body, @Nullable Exits exits) {
        if (exits == null) {
            return;
        }
        body.put("order_class", exits.isPair() ? "bracket" : "oto");
        if (exits.takeProfit() != null) {
            body.put("take_profit", Map.of("limit_price", exits.takeProfit().toString()));
        }
        if (exits.stopLoss() != null) {
            body.put("stop_loss", Map.of("stop_price", exits.stopLoss().toString()));
        }
    }

    /// The body of a replace: quantity is the new total. That of an exit cannot be changed.
    static String replace(ProviderCall.Replace call) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (!call.isExit()) {
            body.put("qty", call.newTerms().orderQty().toString());
        }
        prices(body, call.newTerms());
        body.put("client_order_id", call.routeId().value());
        return AlpacaJson.write(body);
    }

    private static void prices(Map<String, Object> body, Terms terms) {
        Price price = terms.price();
        Price stopPx = terms.stopPx();
        if (price != null) {
            body.put("limit_price", price.toString());
        }
        if (stopPx != null) {
            body.put("stop_price", stopPx.toString());
        }
    }

    /// What an order is worth trading at. Types and times in force that only other clients of the account use are shown
    /// as the nearest that we have.
    static Terms terms(JsonNode order) {
        Qty qty = AlpacaJson.qty(order, "qty");
        Qty amount = qty == null ? AlpacaJson.qty(order, "notional") : null;
        String type = AlpacaJson.text(order, "type");
        OrdType ordType = switch (type == null ? String.valueOf(AlpacaJson.text(order, "order_type")) : type) {
            case "limit" -> OrdType.LIMIT;
            case "stop", "trailing_stop" -> OrdType.STOP;
            case "stop_limit" -> OrdType.STOP_LIMIT;
            default -> OrdType.MARKET;
        };
        TimeInForce timeInForce = switch (String.valueOf(AlpacaJson.text(order, "time_in_force"))) {
            case "gtc" -> TimeInForce.GTC;
            case "ioc" -> TimeInForce.IOC;
            case "fok" -> TimeInForce.FOK;
            default -> TimeInForce.DAY;
        };
        return new Terms(ordType, qty == null ? Qty.ZERO : qty, amount, AlpacaJson.price(order, "limit_price"),
                AlpacaJson.price(order, "stop_price"), timeInForce);
    }

    /// That a cancel or replace was refused; of an order that is not ours on no route.
    ///
    /// - `what`: `cancel` or `replace`
    static ProviderEvent.RequestRefused refused(String what, AlpacaOrder order, Instant at) {
        String clientId = order.ids().clientId();
        RouteId routeId = RouteId.isRouteId(clientId) ? RouteId.of(clientId) : VenueOrder.FOREIGN;
        return new ProviderEvent.RequestRefused(routeId, RejectReason.TOO_LATE, "the venue has refused the " + what,
                at);
    }

    static ProviderEvent.Acknowledged acknowledged(AlpacaOrder order, RouteId routeId) {
        return new ProviderEvent.Acknowledged(routeId, order.venueOrderId(), order.measuredQty(),
                order.times().submitted());
    }

    /// That the venue holds an order so from now on.
    static ProviderEvent working(Life.Working how, RouteId routeId, Instant at) {
        return switch (how) {
            case NORMAL -> new ProviderEvent.Resumed(routeId, at);
            case SUSPENDED -> new ProviderEvent.Suspended(routeId, "suspended at the venue", at);
            case STOPPED -> new ProviderEvent.Stopped(routeId, at);
            case DONE_FOR_DAY -> new ProviderEvent.DoneForDay(routeId, at);
        };
    }

    /// How the order ended; null while it has not, and when another order has taken its place by our request.
    ///
    /// - `goesOn`: whether the order that took its place is ours
    static @Nullable ProviderEvent end(AlpacaOrder order, RouteId routeId, boolean goesOn) {
        return switch (order.status()) {
            case "canceled" -> new ProviderEvent.Canceled(routeId, "canceled at the venue", order.times().changed());
            case "expired" -> new ProviderEvent.Expired(routeId, "expired", order.times().changed());
            case "rejected" -> new ProviderEvent.Rejected(routeId, RejectReason.VENUE_REFUSED, REJECTED_TEXT,
                    order.times().changed());
            case "done_for_day" -> order.terms().timeInForce() == TimeInForce.DAY
                    ? new ProviderEvent.Expired(routeId, "done for the day", order.times().changed())
                    : null;
            case "replaced" -> goesOn
                    ? null
                    : new ProviderEvent.Canceled(routeId, "replaced elsewhere by " + order.ids().replacedBy(),
                            order.times().changed());
            default -> null;
        };
    }

    /// An order with everything that happened to it.
    ///
    /// - `known`: what the book has of it
    static VenueOrder order(AlpacaOrder order, RouteId routeId, AlpacaEntry known, Standing standing) {
        List<ProviderEvent> history = new ArrayList<>();
        if (standing.hasBegun()) {
            history.add(acknowledged(order, routeId));
        }
        known.fills().forEach(fill -> history.add(fill.event(routeId)));
        ProviderEvent end = end(order, routeId, standing.goesOn());
        if (end != null) {
            history.add(end);
        }
        return new VenueOrder(order.ids().clientId(), order.venueOrderId(), order.symbol(), order.side(),
                order.terms(), order.times().created(), history,
                known.parent == null ? null : known.parent.routeId());
    }

    /// How an order stands among others.
    ///
    /// - `hasBegun`: whether it works or has worked: it waits for no other one's place, and is no exit that is held
    /// back
    /// - `goesOn`: as in [#end]
    record Standing(boolean hasBegun, boolean goesOn) {}
}
