package dev.fixway.bridge.rest;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSourceChannel;

/// Reads the body of one request without blocking, counted as it arrives. Lives on the connection's I/O thread.
final class BodyReader {
    static final int BYTES_MAX = 2 * 1024 * 1024;
    /// What is still swallowed after a body that is too large, so that its connection stays usable.
    private static final int DRAIN_MAX = 512 * 1024;

    private final Call call;
    private final HttpServerExchange exchange;
    private final Consumer<byte[]> whenWhole;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private BodyReader(Call call, Consumer<byte[]> whenWhole) {
        this.call = call;
        this.exchange = call.exchange();
        this.whenWhole = whenWhole;
    }

    /// Reads on until the body is whole, then hands it over on this thread; a body over the limit is answered here.
    static void read(Call call, Consumer<byte[]> whenWhole) {
        BodyReader reader = new BodyReader(call, whenWhole);
        if (HttpContinue.requiresContinueResponse(reader.exchange)) {
            HttpContinue.sendContinueResponse(reader.exchange, reader.new WhenInvited());
        } else {
            reader.start();
        }
    }

    private void start() {
        StreamSourceChannel channel = exchange.getRequestChannel();
        if (channel == null) {
            call.guarded(() -> whenWhole.accept(new byte[0]));
            return;
        }
        channel.getReadSetter().set(ready -> call.guarded(() -> readOn(ready)));
        readOn(channel);
    }

    private void readOn(StreamSourceChannel channel) {
        try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            while (true) {
                buffer.clear();
                int count = channel.read(buffer);
                if (count == 0) {
                    channel.resumeReads();
                    return;
                }
                if (count < 0) {
                    channel.suspendReads();
                    whenWhole.accept(body.toByteArray());
                    return;
                }
                if (body.size() + count > BYTES_MAX) {
                    channel.suspendReads();
                    refuse(channel);
                    return;
                }
                append(buffer.flip());
            }
        } catch (IOException _) {
            // The client has gone, or does not speak HTTP: there is nobody to answer.
            IoUtils.safeClose(exchange.getConnection());
        }
    }

    private void append(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        body.writeBytes(bytes);
    }

    private void refuse(StreamSourceChannel channel) {
        Response response = ApiError.undecodable("the body has more than " + BYTES_MAX + " bytes").response();
        exchange.setStatusCode(response.status());
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, response.contentType());
        exchange.setResponseContentLength(response.body().remaining());
        exchange.getResponseSender().send(response.body(), new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange sent, Sender sender) {
                Drain drain = new Drain();
                channel.getReadSetter().set(drain::swallow);
                drain.swallow(channel);
            }

            @Override
            public void onException(HttpServerExchange sent, Sender sender, IOException exception) {
                IoUtils.safeClose(exchange.getConnection());
            }
        });
    }

    private final class Drain {
        private long left = DRAIN_MAX;

        void swallow(StreamSourceChannel channel) {
            try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
                int count = 1;
                while (count > 0 && left > 0) {
                    count = channel.read(pooled.getBuffer().clear());
                    left -= Math.max(0, count);
                }
                if (count < 0) {
                    exchange.endExchange();
                } else if (left <= 0) {
                    IoUtils.safeClose(exchange.getConnection());
                } else {
                    channel.resumeReads();
                }
            } catch (IOException _) {
                IoUtils.safeClose(exchange.getConnection());
            }
        }
    }

    private final class WhenInvited implements IoCallback {
        @Override
        public void onComplete(HttpServerExchange invited, Sender sender) {
            call.guarded(BodyReader.this::start);
        }

        @Override
        public void onException(HttpServerExchange invited, Sender sender, IOException exception) {
            IoUtils.safeClose(exchange.getConnection());
        }
    }
}
