package dev.fixway.providers.wire;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xnio.IoUtils;
import org.xnio.Options;

/// A WebSocket server that a test drives; it answers pings unless it plays dead.
final class StreamServer implements AutoCloseable {
    private final Undertow server;
    private final List<WebSocketChannel> channels = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile boolean isDead;

    StreamServer(int port) {
        server = Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setSocketOption(Options.REUSE_ADDRESSES, true)
                .setIoThreads(1)
                .setWorkerThreads(1)
                .setHandler(Handlers.websocket((_, channel) -> {
                    channel.getReceiveSetter().set(new Receiver());
                    channel.resumeReceives();
                    channels.add(channel);
                }))
                .build();
        server.start();
    }

    void send(String text) {
        WebSockets.sendText(text, channels.getLast(), null);
    }

    void cut() {
        channels.forEach(IoUtils::safeClose);
    }

    void playDead(boolean dead) {
        isDead = dead;
    }

    int connections() {
        return channels.size();
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    int port() {
        return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    }

    URI address() {
        return URI.create("ws://127.0.0.1:" + port() + "/stream");
    }

    @Override
    public void close() {
        cut();
        server.stop();
    }

    private final class Receiver extends AbstractReceiveListener {
        @Override
        protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
            heard.add(message.getData());
        }

        @Override
        protected void onFullPingMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
            try (var data = message.getData()) {
                if (!isDead) {
                    WebSockets.sendPong(WebSockets.mergeBuffers(data.getResource()), channel, null);
                }
            }
        }
    }
}
