package dev.fixway.providers.wire;

import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// HTTP/1.1 to one venue: each request once, with a deadline over all of it. Any thread; blocks.
///
/// The JDK's client sets TCP_NODELAY and repeats only GET and HEAD by itself, when a kept connection turns out to be
/// closed; no redirects, no cookies, no proxy.
public final class VenueHttp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VenueHttp.class);
    private final URI venue;
    private final WireSettings settings;
    private final VenueManner manner;
    private final HttpClient client;

    /// - `venue`: scheme, host and port, with a path that is put before those of requests
    public VenueHttp(URI venue, WireSettings settings) {
        this(venue, settings, new VenueManner() {
        });
    }

    /// - `manner`: signs requests and hears what their answers tell beside the body
    public VenueHttp(URI venue, WireSettings settings, VenueManner manner) {
        this.venue = venue;
        this.settings = settings;
        this.manner = manner;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(ProxySelector.of(null))
                .connectTimeout(settings.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /// Sends a request once and waits for what becomes of it; never throws for what the network does.
    public Reply send(WireRequest request) {
        long start = System.nanoTime();
        Reply reply = exchange(request);
        LOG.debug("venue called request=\"{}\" reply={} micros={}", request, shown(reply),
                TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
        return reply;
    }

    private Reply exchange(WireRequest request) {
        BodyHandler<byte[]> limited = BodyHandlers.limiting(BodyHandlers.ofByteArray(), settings.bodyBytesMax());
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(http(manner.signed(request)), limited);
        try {
            HttpResponse<byte[]> response = answer.get(settings.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
            manner.answered(response.statusCode(), name -> response.headers().firstValue(name).orElse(null));
            return new Reply.Answered(response.statusCode(), text(response.body()));
        } catch (ExecutionException e) {
            // A connect time-out is not one of them: it may race with the connection and its first bytes.
            if (e.getCause() instanceof ConnectException) {
                return new Reply.NotSent("connection refused: " + e.getCause().getMessage());
            }
            return new Reply.Unknown(String.valueOf(e.getCause()));
        } catch (CharacterCodingException _) {
            return new Reply.Unknown("the answer is not UTF-8");
        } catch (TimeoutException _) {
            answer.cancel(true);
            return new Reply.Unknown("no whole answer within " + settings.requestTimeout().toMillis() + " ms");
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.Unknown("interrupted while waiting for the answer");
        }
    }

    private HttpRequest http(WireRequest request) {
        BodyPublisher body = request.body() == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(request.body());
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(venue + request.path()))
                .method(request.method(), body);
        request.headers().forEach(builder::header);
        return builder.build();
    }

    private static String text(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }

    /// Bodies may hold account numbers and tokens: only their length is logged.
    private static String shown(Reply reply) {
        return reply instanceof Reply.Answered(int status, String body)
                ? status + " with " + body.length() + " characters"
                : reply.toString();
    }

    /// Ends requests under way, whose callers get `Unknown`; returns at once.
    @Override
    public void close() {
        client.shutdownNow();
    }
}
