package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RestatementReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.ProviderEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// What the trading stream's messages say. Each carries its order as it is then; what is new in that is told, whatever
/// the name of the event. Belongs to the stream's thread.
final class AlpacaEvents {
    private static final Logger LOG = LoggerFactory.getLogger(AlpacaEvents.class);
    private final AlpacaBook book;
    private final AlpacaTeller teller;
    private final AlpacaRecovery recovery;

    AlpacaEvents(AlpacaBook book, AlpacaTeller teller, AlpacaRecovery recovery) {
        this.book = book;
        this.teller = teller;
        this.recovery = recovery;
    }

    /// Takes the data of one `trade_updates` message; an order that it does not show whole is asked for.
    ///
    /// Throws ProviderException when it cannot be read.
    void happened(JsonNode data) {
        String event = String.valueOf(AlpacaJson.text(data, "event"));
        AlpacaOrder told = AlpacaOrder.of(data.path("order"));
        boolean saysWhose = book.isOurs(told) || told.group().orderClass() != null;
        boolean isSaid = told.isWhole() && saysWhose;
        AlpacaOrder order = isSaid ? told : recovery.read(told.id());
        if (order == null) {
            LOG.warn("event of an order that the venue does not know event={} venueOrderId={}", event, told.id());
            return;
        }
        switch (event) {
            case "fill", "partial_fill" -> {
                // One that was read may be further than the message.
                if (isSaid) {
                    filled(order, data);
                } else {
                    recovery.update(order, false);
                }
            }
            case "accepted", "pending_new", "new", "held", "pending_cancel", "pending_replace", "canceled", "expired",
                    "rejected", "replaced", "done_for_day", "stopped", "suspended", "calculated" ->
                recovery.update(order, false);
            case "trade_bust", "trade_correct" -> taken(order, event, data);
            case "restated", "order_cancel_rejected", "order_replace_rejected" -> {
                recovery.update(order, false);
                special(order, event, time(data, order));
            }
            default -> {
                LOG.warn("event of an unknown kind: the order is read event={} venueOrderId={}", event, order.id());
                recovery.refresh(order.id());
            }
        }
    }

    private static Instant time(JsonNode data, AlpacaOrder order) {
        Instant time = AlpacaJson.time(data, "timestamp");
        return time == null ? order.times().changed() : time;
    }

    /// A fill is taken from the message when it explains what the order says is filled; else the venue is asked.
    private void filled(AlpacaOrder order, JsonNode data) {
        Qty qty = AlpacaJson.qty(data, "qty");
        Price price = AlpacaJson.price(data, "price");
        if (qty == null || price == null) {
            recovery.refresh(order.id());
            return;
        }
        book.guarded(() -> {
            AlpacaEntry entry = book.see(order);
            BigDecimal next = entry.explained().add(qty.value());
            BigDecimal cumQty = Objects.requireNonNull(order.filledQty(), "told whole");
            AlpacaFill fill = new AlpacaFill(order.id(), cumQty, qty, price, time(data, order));
            if (entry.knows(fill) || next.compareTo(cumQty) <= 0) {
                entry.learn(fill, AlpacaJson.text(data, "execution_id"));
            }
        });
        recovery.update(order, false);
        String entry = order.isOver() ? null : book.<@Nullable String>locked(() -> {
            AlpacaEntry.Parent parent = book.see(order).parent;
            return parent == null ? null : parent.id();
        });
        if (entry != null) {
            // What one exit fills shrinks the other one without a word.
            recovery.refresh(entry);
        }
    }

    /// What is beside the order's own state.
    private void special(AlpacaOrder order, String event, Instant at) {
        book.guarded(() -> {
            AlpacaEntry entry = book.see(order);
            switch (event) {
                case "order_cancel_rejected" -> {
                    if (book.cancels().isNews(order.id())) {
                        teller.tell(entry, AlpacaCodec.refused("cancel", order, at), false);
                    }
                }
                case "order_replace_rejected" ->
                    teller.tell(entry, AlpacaCodec.refused("replace", order, at), false);
                default -> {
                    // Terms of others are part of what is told of them.
                    if (teller.isOurs(order)) {
                        teller.tell(new ProviderEvent.Restated(RouteId.of(order.ids().clientId()), order.terms(),
                                RestatementReason.OTHER, "restated by the venue", at), false);
                    }
                }
            }
        });
    }

    /// An execution is taken back or changed. One that cannot be matched needs a person.
    private void taken(AlpacaOrder order, String event, JsonNode data) {
        List<@Nullable String> ids = Arrays.asList(AlpacaJson.text(data, "previous_execution_id"),
                AlpacaJson.text(data, "execution_id"));
        book.guarded(() -> {
            AlpacaEntry entry = book.see(order);
            AlpacaFill fill = null;
            for (String id : ids) {
                if (id != null && entry.isBusted(id)) {
                    return;
                }
                fill = fill == null && id != null ? entry.execution(id) : fill;
            }
            Qty qty = AlpacaJson.qty(data, "qty");
            Price price = AlpacaJson.price(data, "price");
            boolean isCorrection = event.equals("trade_correct");
            if (fill == null && !isCorrection && qty != null && price != null) {
                // History told it under a name of its own.
                fill = entry.onlyUnnamed(qty, price, order);
            }
            if (fill == null || !teller.isOurs(order) || (isCorrection && (qty == null || price == null))) {
                LOG.error("{} without a fill that is known data={}", event, data);
                book.needsPerson(order, "Alpaca has taken back or changed a fill that cannot be told (" + event + " "
                        + qty + " at " + price + "): resolve by hand");
                return;
            }
            for (String id : ids) {
                if (id != null) {
                    entry.alsoKnows(fill.fillId(), id);
                }
            }
            RouteId routeId = RouteId.of(order.ids().clientId());
            if (isCorrection && qty != null && price != null) {
                entry.correct(fill, fill.corrected(qty, price), order, time(data, order));
                teller.tell(new ProviderEvent.FillCorrected(routeId, fill.fillId(), qty, price, time(data, order)),
                        false);
            } else {
                entry.bust(fill, order, time(data, order));
                teller.tell(new ProviderEvent.FillBusted(routeId, fill.fillId(), time(data, order)), false);
            }
        });
    }
}
