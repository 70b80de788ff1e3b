package dev.fixway.providers.alpaca;

import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xnio.IoUtils;
import tools.jackson.databind.JsonNode;

/// One market data stream of the stand-in: a welcome, the keys, a subscription, then whatever a test says. Any thread.
final class PaperTicks implements WebSocketConnectionCallback {
    private final AlpacaStandIn.Keys keys;
    private final List<WebSocketChannel> subscribed = new CopyOnWriteArrayList<>();
    private final List<WebSocketChannel> all = new CopyOnWriteArrayList<>();
    private final List<String> subscriptions = new CopyOnWriteArrayList<>();

    PaperTicks(AlpacaStandIn.Keys keys) {
        this.keys = keys;
    }

    @Override
    public void onConnect(WebSocketHttpExchange exchange, WebSocketChannel channel) {
        channel.getReceiveSetter().set(new AbstractReceiveListener() {
            @Override
            protected void onFullTextMessage(WebSocketChannel heardOn, BufferedTextMessage message) {
                heard(heardOn, PaperBook.JSON.readTree(message.getData()));
            }
        });
        channel.resumeReceives();
        channel.addCloseTask(closed -> {
            all.remove(closed);
            subscribed.remove(closed);
        });
        all.add(channel);
        WebSockets.sendText("[{\"T\":\"success\",\"msg\":\"connected\"}]", channel, null);
    }

    private void heard(WebSocketChannel channel, JsonNode message) {
        boolean isKnown = message.path("key").asString("").equals(keys.key())
                && message.path("secret").asString("").equals(keys.secret());
        switch (message.path("action").asString("")) {
            case "auth" -> WebSockets.sendText(isKnown
                    ? "[{\"T\":\"success\",\"msg\":\"authenticated\"}]"
                    : "[{\"T\":\"error\",\"code\":402,\"msg\":\"auth failed\"}]", channel, null);
            case "subscribe" -> {
                subscriptions.add(message.toString());
                subscribed.add(channel);
                WebSockets.sendText("[{\"T\":\"subscription\",\"trades\":" + message.path("trades") + ",\"quotes\":"
                        + message.path("quotes") + ",\"bars\":" + message.path("bars") + "}]", channel, null);
            }
            default -> IoUtils.safeClose(channel);
        }
    }

    void say(String text) {
        subscribed.forEach(channel -> WebSockets.sendText(text, channel, null));
    }

    void drop() {
        all.forEach(IoUtils::safeClose);
    }

    int subscribers() {
        return subscribed.size();
    }

    /// What was subscribed to, as it was asked for.
    List<String> subscriptions() {
        return List.copyOf(subscriptions);
    }
}
