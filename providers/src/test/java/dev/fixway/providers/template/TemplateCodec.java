package dev.fixway.providers.template;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.Texts;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.VenueOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Between the venue's JSON and the port. Decimals are texts there; members that nobody here knows are passed over.
final class TemplateCodec {
    private static final JsonMapper JSON = new JsonMapper();

    private TemplateCodec() {}

    /// Reads something; whatever is wrong with it is a ProviderException.
    static <T> T read(String json, Function<JsonNode, T> reader) {
        try {
            return reader.apply(JSON.readTree(json));
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new ProviderException("template: cannot be read", e);
        }
    }

    /// The body of a submission.
    static String order(ProviderCall.Submit call) {
        Terms terms = call.terms();
        Price price = terms.price();
        Map<String, String> body = new LinkedHashMap<>();
        body.put("client_id", call.routeId().value());
        body.put("symbol", call.symbol().value());
        body.put("side", call.side().name());
        body.put("type", terms.ordType().name());
        body.put("tif", terms.timeInForce().name());
        body.put("qty", terms.orderQty().toString());
        if (price != null) {
            body.put("limit", price.toString());
        }
        return JSON.writeValueAsString(body);
    }

    /// The answer to a submission or a cancel; one about another order is none to ours.
    static Outcome taken(RouteId routeId, JsonNode order) {
        if (!text(order, "client_id").equals(routeId.value())) {
            return new Outcome.Unknown(routeId, "the answer is about " + text(order, "client_id"));
        }
        return new Outcome.Accepted(routeId, new VenueOrderId(text(order, "id")), List.of());
    }

    /// The venue's no; null when these are not its words.
    static @Nullable Outcome refused(RouteId routeId, String body) {
        try {
            return read(body, node -> new Outcome.Rejected(routeId, reason(text(node, "code")),
                    Texts.bounded(text(node, "message"))));
        } catch (ProviderException _) {
            return null;
        }
    }

    private static RejectReason reason(String code) {
        return switch (code) {
            case "duplicate" -> RejectReason.DUPLICATE_CL_ORD_ID;
            case "unknown_order" -> RejectReason.UNKNOWN_ORDER;
            case "too_late" -> RejectReason.TOO_LATE;
            default -> RejectReason.VENUE_REFUSED;
        };
    }

    /// An order with its whole history, under its route or as a stranger's.
    static VenueOrder order(JsonNode order, Predicate<String> isOurs) {
        String clientId = text(order, "client_id");
        RouteId routeId = isOurs.test(clientId) ? RouteId.of(clientId) : VenueOrder.FOREIGN;
        List<ProviderEvent> history = new ArrayList<>();
        for (JsonNode node : order.path("events")) {
            ProviderEvent event = event(node, routeId);
            if (event != null) {
                history.add(event);
            }
        }
        Terms terms = Terms.of(OrdType.valueOf(text(order, "type").toUpperCase(Locale.ROOT)),
                Qty.of(text(order, "qty")), order.has("limit") ? Price.of(text(order, "limit")) : null, null,
                TimeInForce.valueOf(text(order, "tif")));
        return new VenueOrder(clientId, new VenueOrderId(text(order, "id")), new Symbol(text(order, "symbol")),
                Side.valueOf(text(order, "side")), terms, Instant.parse(text(order, "at")), history);
    }

    /// Null for a kind that nobody here knows: it ends nothing.
    static @Nullable ProviderEvent event(JsonNode event, RouteId routeId) {
        Instant at = Instant.parse(text(event, "at"));
        return switch (text(event, "kind")) {
            case "accepted" -> new ProviderEvent.Acknowledged(routeId, new VenueOrderId(text(event, "order")), null,
                    at);
            // The number is in the stream and in every history: the same fill has the same id everywhere.
            case "filled" ->
                new ProviderEvent.Filled(routeId, new FillId(text(event, "id")), Qty.of(text(event, "qty")),
                        Price.of(text(event, "price")), null, at);
            case "canceled" -> new ProviderEvent.Canceled(routeId, "", at);
            default -> null;
        };
    }

    /// Throws when it is absent.
    static String text(JsonNode node, String name) {
        String text = node.path(name).asString("");
        if (text.isEmpty()) {
            throw new ProviderException("template: " + name + " is missing");
        }
        return text;
    }
}
