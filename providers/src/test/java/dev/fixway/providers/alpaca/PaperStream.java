package dev.fixway.providers.alpaca;

import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The stand-in's trading stream: no replay, no numbers; who has authenticated and listens hears what happens from then
/// on, in binary frames or text ones. Faults on top. Guarded by the book's monitor.
final class PaperStream implements WebSocketConnectionCallback {
    private final PaperBook book;
    private final String key;
    private final String secret;
    private final List<WebSocketChannel> listening = new CopyOnWriteArrayList<>();
    private final List<WebSocketChannel> all = new CopyOnWriteArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final Map<String, List<WebSocketChannel>> heard = new HashMap<>();
    private boolean isText;
    private int missing;
    private int reversing;
    private int doubling;
    private int thinning;
    private int refusing;
    private int shutting;
    private int logons;
    private volatile boolean isFrozen;

    PaperStream(PaperBook book, String key, String secret) {
        this.book = book;
        this.key = key;
        this.secret = secret;
    }

    @Override
    public void onConnect(WebSocketHttpExchange exchange, WebSocketChannel channel) {
        synchronized (book) {
            if (shutting > 0) {
                shutting--;
                IoUtils.safeClose(channel);
                return;
            }
            channel.getReceiveSetter().set(new Ears());
            channel.resumeReceives();
            all.add(channel);
            // Without the monitor: a channel that closes holds its own lock, which senders take inside the monitor.
            channel.addCloseTask(closed -> {
                all.remove(closed);
                listening.remove(closed);
            });
        }
    }

    private void heard(WebSocketChannel channel, String text) {
        JsonNode message;
        try {
            message = PaperBook.JSON.readTree(text);
        } catch (JacksonException _) {
            IoUtils.safeClose(channel);
            return;
        }
        JsonNode data = message.path("data");
        switch (message.path("action").asString("")) {
            case "authenticate" -> {
                boolean isRefused = refusing > 0;
                refusing -= isRefused ? 1 : 0;
                boolean isKnown = !isRefused && data.path("key_id").asString("").equals(key)
                        && data.path("secret_key").asString("").equals(secret);
                send(channel, "{\"stream\":\"authorization\",\"data\":{\"status\":\""
                        + (isKnown ? "authorized" : "unauthorized") + "\",\"action\":\"authenticate\"}}");
                if (isKnown) {
                    channel.setAttribute("known", true);
                }
            }
            case "listen" -> {
                if (channel.getAttribute("known") == null) {
                    IoUtils.safeClose(channel);
                    return;
                }
                listening.add(channel);
                logons++;
                send(channel, "{\"stream\":\"listening\",\"data\":{\"streams\":[\"trade_updates\"]}}");
            }
            default -> IoUtils.safeClose(channel);
        }
    }

    /// Tells that a fill is taken back or changed.
    ///
    /// - `before`, `now`: the fill; the same one when it is taken back
    void change(String event, PaperOrder order, ObjectNode before, ObjectNode now) {
        ObjectNode data = data(event, order).put("previous_execution_id", executionOf(before))
                .put("price", now.get("price").stringValue())
                .put("qty", now.get("qty").stringValue())
                .put("timestamp", order.json().get("updated_at").stringValue());
        if (event.equals("trade_correct")) {
            data.put("execution_id", executionOf(now));
        }
        told(data, order, null);
    }

    private static String executionOf(ObjectNode fill) {
        return fill.has("execution") ? fill.get("execution").stringValue() : "x" + fill.get("id").stringValue();
    }

    /// Whether all that happens is told, in its order.
    boolean isWell() {
        return !listening.isEmpty() && missing == 0 && reversing == 0 && thinning == 0 && !isFrozen;
    }

    /// Whether a fill was told to one who still listens, who knows it by its execution.
    boolean isHeard(ObjectNode fill) {
        return heard.getOrDefault(fill.get("id").stringValue(), List.of()).stream().anyMatch(listening::contains);
    }

    private ObjectNode data(String event, PaperOrder order) {
        return PaperBook.JSON.createObjectNode()
                .put("event", event)
                .put("event_id", "01" + book.newId())
                .put("execution_id", book.newId())
                .put("at", order.json().get("updated_at").stringValue());
    }

    /// - `fill`: the activity of a fill
    void tell(String event, PaperOrder order, @Nullable ObjectNode fill) {
        ObjectNode data = data(event, order);
        if (fill != null) {
            data.put("execution_id", executionOf(fill))
                    .put("price", fill.get("price").stringValue())
                    .put("qty", fill.get("qty").stringValue())
                    .put("position_qty",
                            book.positions().getOrDefault(order.symbol(), BigDecimal.ZERO).toPlainString())
                    .put("timestamp", fill.get("transaction_time").stringValue());
        } else if (!event.startsWith("pending")) {
            data.put("timestamp", order.json().get("updated_at").stringValue());
        }
        told(data, order, fill);
    }

    private void told(ObjectNode data, PaperOrder order, @Nullable ObjectNode fill) {
        boolean isThin = thinning > 0;
        boolean wasWell = isWell();
        thinning -= isThin ? 1 : 0;
        data.set("order", isThin ? thinned(data, order.json().deepCopy()) : order.json().deepCopy());
        ObjectNode message = PaperBook.JSON.createObjectNode().put("stream", "trade_updates");
        message.set("data", data);
        told(PaperBook.JSON.writeValueAsString(message));
        if (fill != null && !isThin && wasWell) {
            heard.put(fill.get("id").stringValue(), List.copyOf(listening));
        }
    }

    /// Without all that may be absent, with what nobody knows.
    private static ObjectNode thinned(ObjectNode data, ObjectNode order) {
        data.remove(List.of("event_id", "execution_id", "at", "timestamp", "position_qty"));
        data.putNull("price").put("moon_phase", "waxing");
        order.remove(List.of("filled_qty", "filled_avg_price", "legs", "expires_at", "order_class", "submitted_at"));
        order.putNull("qty").putNull("limit_price").putObject("moon").put("phase", 3);
        return order;
    }

    private void told(String message) {
        if (missing > 0) {
            missing--;
        } else if (reversing > 0) {
            kept.addFirst(message);
            if (--reversing == 0) {
                kept.forEach(this::say);
                kept.clear();
            }
        } else {
            say(message);
            if (doubling > 0) {
                doubling--;
                say(message);
            }
        }
    }

    /// Sends anything at all to those who listen.
    void say(String text) {
        List.copyOf(listening).forEach(channel -> send(channel, text));
    }

    private void send(WebSocketChannel channel, String text) {
        if (isFrozen) {
            return;
        }
        if (isText) {
            WebSockets.sendText(text, channel, null);
        } else {
            WebSockets.sendBinary(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), channel, null);
        }
    }

    /// In text frames as the live host, else in binary ones as the paper host.
    void text(boolean inText) {
        isText = inText;
    }

    void miss(int count) {
        missing = count;
    }

    void reverse(int count) {
        reversing = count;
    }

    void twice(int count) {
        doubling = count;
    }

    /// The next messages leave out what may be absent and hold what nobody knows.
    void thin(int count) {
        thinning = count;
    }

    /// The next ones who authenticate are not known.
    void refuse(int count) {
        refusing = count;
    }

    /// The next connections are cut at once.
    void shut(int count) {
        shutting = count;
    }

    /// Nothing is sent any more, not even a pong, while connections stay up.
    void freeze(boolean freeze) {
        isFrozen = freeze;
    }

    /// Cuts all connections without a word.
    void drop() {
        List.copyOf(all).forEach(IoUtils::safeClose);
    }

    /// How often somebody began to listen.
    int logons() {
        return logons;
    }

    int listeners() {
        return listening.size();
    }

    private final class Ears extends AbstractReceiveListener {
        @Override
        protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
            synchronized (book) {
                heard(channel, message.getData());
            }
        }

        @Override
        protected void onFullPingMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
            try (var data = message.getData()) {
                if (!isFrozen) {
                    WebSockets.sendPong(WebSockets.mergeBuffers(data.getResource()), channel, null);
                }
            }
        }
    }
}
