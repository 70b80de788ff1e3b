package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.Life;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.ProviderException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An order as the venue writes it: only its ids, its symbol and its status must be there.
///
/// - `filledQty`: null when the message does not say
record AlpacaOrder(Ids ids, Symbol symbol, Side side, Terms terms, String status, @Nullable BigDecimal filledQty,
        Times times, Group group) {

    /// - `replaces`, `replacedBy`: the venue ids of the neighbours in a chain of replaces
    record Ids(String id, String clientId, @Nullable String replaces, @Nullable String replacedBy) {}

    /// What it belongs to.
    ///
    /// - `orderClass`: empty for an order that stands alone; null when the message does not say
    /// - `legs`: its exits, where the message shows them
    record Group(@Nullable String orderClass, List<AlpacaOrder> legs) {
        boolean isSimple() {
            return orderClass == null || orderClass.isEmpty() || orderClass.equals("simple");
        }
    }

    /// - `submitted`: when the venue took it
    /// - `changed`: when the last thing happened to it; of an order that is over its end
    /// - `updated`: when its record was changed last
    record Times(Instant created, Instant submitted, Instant changed, Instant updated) {}

    /// Throws ProviderException when what must be there is not.
    static AlpacaOrder of(JsonNode node) {
        String status = AlpacaJson.present(node, "status");
        String clientId = AlpacaJson.text(node, "client_order_id");
        Ids ids = new Ids(AlpacaJson.present(node, "id"), clientId == null ? "" : clientId,
                AlpacaJson.text(node, "replaces"), AlpacaJson.text(node, "replaced_by"));
        try {
            return new AlpacaOrder(ids, Symbol.of(AlpacaJson.present(node, "symbol")),
                    "sell".equals(AlpacaJson.text(node, "side")) ? Side.SELL : Side.BUY, AlpacaCodec.terms(node),
                    status, AlpacaJson.decimal(node, "filled_qty"), times(node, status), group(node));
        } catch (IllegalArgumentException e) {
            throw new ProviderException("alpaca: an order that cannot be read: " + e.getMessage(), e);
        }
    }

    private static Group group(JsonNode node) {
        JsonNode orderClass = node.path("order_class");
        List<AlpacaOrder> legs = new ArrayList<>();
        for (JsonNode leg : node.path("legs")) {
            legs.add(AlpacaOrder.of(leg));
        }
        return new Group(orderClass.isMissingNode() ? null : orderClass.asString(""), List.copyOf(legs));
    }

    private static Times times(JsonNode node, String status) {
        Instant created = first(node, "created_at", "submitted_at", "updated_at");
        Instant submitted = first(node, "submitted_at", "created_at", "updated_at");
        Instant changed = switch (status) {
            case "canceled" -> first(node, "canceled_at", "updated_at", "created_at");
            case "expired" -> first(node, "expired_at", "updated_at", "created_at");
            case "rejected" -> first(node, "failed_at", "updated_at", "created_at");
            case "filled" -> first(node, "filled_at", "updated_at", "created_at");
            case "replaced" -> first(node, "replaced_at", "updated_at", "created_at");
            default -> first(node, "updated_at", "submitted_at", "created_at");
        };
        return new Times(created, submitted, changed, first(node, "updated_at", "submitted_at", "created_at"));
    }

    private static Instant first(JsonNode node, String... names) {
        for (String name : names) {
            Instant time = AlpacaJson.time(node, name);
            if (time != null) {
                return time;
            }
        }
        return Instant.EPOCH;
    }

    String id() {
        return ids.id();
    }

    VenueOrderId venueOrderId() {
        return new VenueOrderId(ids.id());
    }

    /// The exits that the message shows with it.
    List<AlpacaOrder> legs() {
        return group.legs();
    }

    /// Whether it says how much it is about and how much of that is filled.
    boolean isWhole() {
        return filledQty != null && (isByAmount() || !terms.orderQty().isZero());
    }

    /// By amount; its quantity is known when it is filled.
    boolean isByAmount() {
        return terms.cashOrderQty() != null;
    }

    /// The quantity of an order by amount, when the whole amount is filled: what one that ended before has filled says
    /// nothing about what it was for.
    @Nullable
    Qty measuredQty() {
        BigDecimal filled = filledQty;
        return isByAmount() && status.equals("filled") && filled != null ? new Qty(filled) : null;
    }

    /// How the venue holds it; null when its status does not say.
    Life.@Nullable Working working() {
        return switch (status) {
            case "new", "partially_filled" -> Life.Working.NORMAL;
            case "suspended" -> Life.Working.SUSPENDED;
            case "stopped" -> Life.Working.STOPPED;
            case "done_for_day" -> terms.timeInForce() == TimeInForce.DAY ? null : Life.Working.DONE_FOR_DAY;
            default -> null;
        };
    }

    /// Whether nothing more happens to it, a late fill or a bust aside.
    boolean isOver() {
        return switch (status) {
            case "filled", "canceled", "expired", "rejected", "replaced" -> true;
            default -> false;
        };
    }
}
