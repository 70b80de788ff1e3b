package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RestatementReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.providers.wire.StreamLink;
import dev.fixway.providers.wire.StreamListener;
import dev.fixway.providers.wire.StreamRefusal;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// The trading stream: authenticates, listens, tells first what was missed and then what comes. Text and binary messages
/// are alike. Belongs to the stream's thread.
///
/// Each message carries its order as it is then; what is new in it is told, whatever the name of the event. A message
/// that cannot be read is no reason to break the stream: what it may have said is asked for.
final class AlpacaTrades implements StreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(AlpacaTrades.class);
    private final AlpacaSettings.Credentials credentials;
    private final AlpacaBook book;
    private final AlpacaTeller teller;
    private final AlpacaRecovery recovery;
    private final ProviderListener listener;
    private boolean isListening;

    AlpacaTrades(AlpacaSettings.Credentials credentials, AlpacaBook book, AlpacaTeller teller, AlpacaRecovery recovery,
            ProviderListener listener) {
        this.credentials = credentials;
        this.book = book;
        this.teller = teller;
        this.recovery = recovery;
        this.listener = listener;
    }

    @Override
    public void onOpen(StreamLink link) {
        isListening = false;
        link.send(AlpacaJson.write(Map.of("action", "authenticate", "data",
                Map.of("key_id", credentials.key().reveal(), "secret_key", credentials.secret().reveal()))));
    }

    @Override
    public void onBinary(StreamLink link, ByteBuffer message) {
        onText(link, StandardCharsets.UTF_8.decode(message).toString());
    }

    @Override
    public void onText(StreamLink link, String text) {
        try {
            JsonNode message = AlpacaJson.read(text);
            JsonNode data = message.path("data");
            switch (String.valueOf(AlpacaJson.text(message, "stream"))) {
                case "authorization" -> authorized(link, data);
                case "listening" -> listening(link, data);
                case "trade_updates" -> {
                    if (isListening) {
                        happened(data);
                    }
                }
                default -> LOG.warn("stream message of another kind passed over venue=alpaca chars={}", text.length());
            }
        } catch (ProviderException | IllegalArgumentException e) {
            if (!isListening) {
                throw e;
            }
            LOG.warn("stream message cannot be read: the venue is asked chars={} cause={}", text.length(),
                    e.toString());
            recovery.compare();
        }
    }

    private static void authorized(StreamLink link, JsonNode data) {
        String status = AlpacaJson.text(data, "status");
        if (!"authorized".equals(status)) {
            throw new StreamRefusal("alpaca does not know these keys: " + status);
        }
        link.send("{\"action\":\"listen\",\"data\":{\"streams\":[\"trade_updates\"]}}");
    }

    private void listening(StreamLink link, JsonNode data) {
        boolean isServed = false;
        for (JsonNode name : data.path("streams")) {
            isServed |= name.asString("").equals("trade_updates");
        }
        if (!isServed) {
            throw new StreamRefusal("alpaca does not serve trade_updates");
        }
        // What it throws breaks the connection: the next one tries again.
        recovery.recover();
        isListening = true;
        link.ready();
    }

    private void happened(JsonNode data) {
        String event = String.valueOf(AlpacaJson.text(data, "event"));
        JsonNode node = data.path("order");
        AlpacaOrder order = AlpacaOrder.of(node);
        switch (event) {
            case "fill", "partial_fill" -> filled(order, data);
            case "accepted", "pending_new", "new", "held", "pending_cancel", "pending_replace", "canceled", "expired",
                    "rejected", "replaced" ->
                recovery.update(order, false);
            case "trade_bust", "trade_correct" -> taken(order, event, data);
            case "done_for_day", "stopped", "suspended", "calculated", "restated", "order_cancel_rejected",
                    "order_replace_rejected" -> {
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
            AlpacaBook.Entry entry = book.see(order);
            BigDecimal filled = order.filledQty();
            BigDecimal next = entry.explained().add(qty.value());
            BigDecimal cumQty = filled == null ? next : filled;
            if (!entry.knows(cumQty) && next.compareTo(cumQty) <= 0) {
                entry.learn(new AlpacaFill(order.id(), cumQty, qty, price, time(data, order)),
                        AlpacaJson.text(data, "execution_id"));
            }
        });
        recovery.update(order, false);
    }

    /// What is beside the order's own state.
    private void special(AlpacaOrder order, String event, Instant at) {
        if (!teller.isOurs(order)) {
            return;
        }
        RouteId routeId = new RouteId(order.ids().clientId());
        boolean isEndOfDay = order.terms().timeInForce() == TimeInForce.DAY;
        ProviderEvent told = switch (event) {
            case "order_cancel_rejected" -> new ProviderEvent.RequestRefused(routeId, RejectReason.TOO_LATE,
                    "the venue has refused the cancel", at);
            case "order_replace_rejected" -> new ProviderEvent.RequestRefused(routeId, RejectReason.TOO_LATE,
                    "the venue has refused the replace", at);
            case "done_for_day" -> isEndOfDay ? null : new ProviderEvent.DoneForDay(routeId, at);
            case "stopped" -> new ProviderEvent.Stopped(routeId, at);
            case "suspended" -> new ProviderEvent.Suspended(routeId, "suspended at the venue", at);
            case "restated" -> new ProviderEvent.Restated(routeId, order.terms(), RestatementReason.OTHER,
                    "restated by the venue", at);
            default -> null;
        };
        if (told != null) {
            book.guarded(() -> teller.tell(told, false));
        }
    }

    /// An execution is taken back or changed. One that cannot be matched needs a person.
    private void taken(AlpacaOrder order, String event, JsonNode data) {
        List<@Nullable String> ids = java.util.Arrays.asList(AlpacaJson.text(data, "previous_execution_id"),
                AlpacaJson.text(data, "execution_id"));
        book.guarded(() -> {
            AlpacaBook.Entry entry = book.see(order);
            AlpacaFill fill = null;
            for (String id : ids) {
                fill = fill == null && id != null ? entry.execution(id) : fill;
            }
            Qty qty = AlpacaJson.qty(data, "qty");
            Price price = AlpacaJson.price(data, "price");
            boolean isCorrection = event.equals("trade_correct");
            if (fill == null || !teller.isOurs(order) || (isCorrection && (qty == null || price == null))) {
                LOG.error("{} without a fill that is known: resolve by hand venueOrderId={} clientId={} data={}", event,
                        order.id(), order.ids().clientId(), data);
                return;
            }
            RouteId routeId = new RouteId(order.ids().clientId());
            teller.tell(isCorrection && qty != null && price != null
                    ? new ProviderEvent.FillCorrected(routeId, fill.fillId(), qty, price, time(data, order))
                    : new ProviderEvent.FillBusted(routeId, fill.fillId(), time(data, order)), false);
        });
    }

    @Override
    public void onConnected(Duration gap) {
        listener.onConnected();
    }

    @Override
    public void onLost(String cause) {
        listener.onLost(cause);
    }
}
