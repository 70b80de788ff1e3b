package dev.fixway.bridge.rest;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.xnio.channels.StreamSourceChannel;

/// Reads the body of one request without blocking, counted as it arrives. Lives on the connection's I/O thread.
final class BodyReader {
    static final int BYTES_MAX = 2 * 1024 * 1024;

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
        call.connection().enter(ClientConnection.Phase.BODY);
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
                    call.connection().enter(ClientConnection.Phase.SERVED);
                    whenWhole.accept(body.toByteArray());
                    return;
                }
                if (body.size() + count > BYTES_MAX) {
                    channel.suspendReads();
                    call.answer(
                            ApiError.undecodable("the body has more than " + BYTES_MAX + " bytes").response());
                    return;
                }
                append(buffer.flip());
            }
        } catch (IOException _) {
            // The client has gone: there is nobody to answer.
            call.connection().close();
        }
    }

    private void append(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        body.writeBytes(bytes);
    }

    private final class WhenInvited implements IoCallback {
        @Override
        public void onComplete(HttpServerExchange invited, Sender sender) {
            call.guarded(BodyReader.this::start);
        }

        @Override
        public void onException(HttpServerExchange invited, Sender sender, IOException exception) {
            call.connection().close();
        }
    }
}
