package dev.fixway.bridge.rest;

import dev.fixway.bridge.stream.Joining;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListeners;
import org.xnio.channels.StreamSinkChannel;

/// One request that is being served.
///
/// Owned by the connection's I/O thread; only [#answer] and [#onIoThread] may be called from others.
final class Call {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);
    private static final HttpString X_API_KEY = new HttpString("X-API-Key");

    private final HttpServerExchange exchange;
    private final ClientConnection connection;
    private final Instant receivedAt;
    private Map<String, String> pathParameters = Map.of();
    private @Nullable Supplier<Response> late;
    private final List<Question> questions = new ArrayList<>();
    private boolean isAnswered;
    private volatile boolean isDelivered;

    Call(HttpServerExchange exchange, ClientConnection connection, Instant receivedAt) {
        this.exchange = exchange;
        this.connection = connection;
        this.receivedAt = receivedAt;
    }

    HttpServerExchange exchange() {
        return exchange;
    }

    ClientConnection connection() {
        return connection;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    String method() {
        return exchange.getRequestMethod().toString();
    }

    /// The path as it came, not decoded.
    String rawPath() {
        String uri = exchange.getRequestURI();
        if (!exchange.isHostIncludedInRequestURI()) {
            return uri;
        }
        int slash = uri.indexOf('/', uri.indexOf("//") + 2);
        return slash < 0 ? "/" : uri.substring(slash);
    }

    Query query(java.util.Set<String> known) {
        return Query.parse(exchange.getQueryString(), known);
    }

    /// The request line without its version, as evidence.
    String requestLine() {
        String query = exchange.getQueryString();
        return method() + ' ' + rawPath() + (query.isEmpty() ? "" : "?" + query);
    }

    @Nullable
    String authorization() {
        return header(Headers.AUTHORIZATION);
    }

    @Nullable
    String apiKey() {
        return header(X_API_KEY);
    }

    @Nullable
    String header(HttpString name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    @Nullable
    String remoteAddr() {
        return connection.remoteAddr();
    }

    void pathParameters(Map<String, String> parameters) {
        pathParameters = parameters;
    }

    String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no " + name);
        }
        return value;
    }

    /// What the path is about, such as a symbol; empty when it has no parameter.
    String subject() {
        return pathParameters.values().stream().findFirst().orElse("");
    }

    /// Changes what the call gets when its time is up; gives what that was before.
    @Nullable
    Supplier<Response> late(@Nullable Supplier<Response> answer) {
        Supplier<Response> before = late;
        late = answer;
        return before;
    }

    boolean isAnswered() {
        return isAnswered;
    }

    /// Sends the response, once; later ones are dropped. Any thread: the socket is written on the I/O thread.
    void answer(Response response) {
        if (exchange.isInIoThread()) {
            write(response);
        } else {
            onIoThread(() -> write(response));
        }
    }

    /// Answers 101 and hands the connection over: no HTTP comes on it any more. On the I/O thread.
    void upgrade(Supplier<Joining> join) {
        if (isAnswered || connection.isRefused()) {
            return;
        }
        isAnswered = true;
        connection.enter(ClientConnection.Phase.STREAM);
        Joining client = join.get();
        exchange.getConnection().addCloseListener(_ -> client.gone());
        exchange.upgradeChannel("websocket", (channel, _) -> client.begin(channel));
        exchange.endExchange();
    }

    /// Hands work to the I/O thread. Any thread; after the server has stopped nobody waits for it, and it is dropped.
    void onIoThread(Runnable work) {
        try {
            exchange.getIoThread().execute(work);
        } catch (RejectedExecutionException _) {
            LOG.debug("answer dropped, the server has stopped method={} path={}", method(), rawPath());
        }
    }

    /// Runs what may refuse the request or break, and sends what it leaves with.
    void guarded(Runnable work) {
        try {
            work.run();
        } catch (RefusedRequest refused) {
            answer(refused.response());
        } catch (RuntimeException | Error e) {
            LOG.error("request failed method={} path={}", method(), rawPath(), e);
            answer(ApiError.of(ErrorCode.INTERNAL_ERROR, "the request could not be served").response());
        }
    }

    /// Answers so that [#isDelivered] tells whether a client was still there to get it. On the I/O thread.
    void deliver(Response response) {
        boolean isThere = !isAnswered && !connection.isPeerGone();
        write(response, isThere ? new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange written, Sender sender) {
                isDelivered = true;
                IoCallback.END_EXCHANGE.onComplete(written, sender);
            }

            @Override
            public void onException(HttpServerExchange written, Sender sender, IOException exception) {
                IoCallback.END_EXCHANGE.onException(written, sender, exception);
            }
        } : IoCallback.END_EXCHANGE);
    }

    /// Whether an answer by [#deliver] has been written. Any thread.
    boolean isDelivered() {
        return isDelivered;
    }

    /// Every question that was put to the engine for this call.
    List<Question> questions() {
        return questions;
    }

    private void write(Response response) {
        write(response, IoCallback.END_EXCHANGE);
    }

    private void write(Response response, IoCallback written) {
        if (isAnswered || connection.isRefused()) {
            return;
        }
        isAnswered = true;
        connection.enter(ClientConnection.Phase.ANSWERED);
        HeaderMap headers = exchange.getResponseHeaders();
        exchange.setStatusCode(response.status());
        if (response.allow() != null) {
            headers.put(Headers.ALLOW, response.allow());
        }
        response.headers().forEach((name, value) -> headers.put(new HttpString(name), value));
        if (response.contentType() == null) {
            writeHead();
            return;
        }
        headers.put(Headers.CONTENT_TYPE, response.contentType());
        ByteBuffer body = response.body();
        // Only with its own callback would the sender do that by itself.
        exchange.setResponseContentLength(body.remaining());
        exchange.getResponseSender().send(body, written);
    }

    /// Without a body the answer leaves at once too, even if the client is still sending.
    private void writeHead() {
        exchange.setResponseContentLength(0);
        StreamSinkChannel channel = exchange.getResponseChannel();
        try {
            channel.shutdownWrites();
            if (channel.flush()) {
                exchange.endExchange();
            } else {
                channel.getWriteSetter()
                        .set(ChannelListeners.flushingChannelListener(_ -> exchange.endExchange(),
                                (_, _) -> connection.close()));
                channel.resumeWrites();
            }
        } catch (IOException _) {
            connection.close();
        }
    }
}
