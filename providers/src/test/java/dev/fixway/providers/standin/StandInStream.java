package dev.fixway.providers.standin;

import dev.fixway.providers.standin.StandInMessages.Event;
import dev.fixway.providers.standin.StandInMessages.StreamText;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xnio.IoUtils;

/// The stand-in's stream: every connection gets what it missed, then `live`, then what happens; faults on top.
/// Guarded by the book's monitor.
final class StandInStream implements WebSocketConnectionCallback {
    private final StandInBook book;
    private final List<WebSocketChannel> channels = new CopyOnWriteArrayList<>();
    private final List<Event> kept = new ArrayList<>();
    private int missing;
    private int reversing;
    private int doubling;
    private volatile boolean isFrozen;

    StandInStream(StandInBook book) {
        this.book = book;
        book.tell(this::told);
    }

    @Override
    public void onConnect(WebSocketHttpExchange exchange, WebSocketChannel channel) {
        List<String> from = exchange.getRequestParameters().getOrDefault("from", List.of("0"));
        synchronized (book) {
            channel.getReceiveSetter().set(new Pongs());
            channel.resumeReceives();
            book.after(Long.parseLong(from.getFirst())).forEach(event -> send(channel, new StreamText(event, null)));
            send(channel, new StreamText(null, book.last()));
            channels.add(channel);
            // Without the monitor: a channel that closes holds its own lock, which senders take inside the monitor.
            channel.addCloseTask(channels::remove);
        }
    }

    private void told(Event event) {
        if (missing > 0) {
            missing--;
        } else if (reversing > 0) {
            kept.addFirst(event);
            if (--reversing == 0) {
                kept.forEach(this::send);
                kept.clear();
            }
        } else {
            send(event);
            if (doubling > 0) {
                doubling--;
                send(event);
            }
        }
    }

    private void send(Event event) {
        List.copyOf(channels).forEach(channel -> send(channel, new StreamText(event, null)));
    }

    private void send(WebSocketChannel channel, StreamText message) {
        if (!isFrozen) {
            WebSockets.sendText(StandInMessages.write(message), channel, null);
        }
    }

    /// The next events are not sent; who asks for them gets them.
    void miss(int count) {
        missing = count;
    }

    /// The next events come in reverse order.
    void reverse(int count) {
        reversing = count;
    }

    /// The next events come twice.
    void twice(int count) {
        doubling = count;
    }

    /// Nothing is sent any more, not even a pong, while connections stay up.
    void freeze(boolean freeze) {
        isFrozen = freeze;
    }

    /// Cuts all connections without a word.
    void drop() {
        List.copyOf(channels).forEach(IoUtils::safeClose);
    }

    int connections() {
        return channels.size();
    }

    /// Answers pings, unless the stream is frozen.
    private final class Pongs extends AbstractReceiveListener {
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
