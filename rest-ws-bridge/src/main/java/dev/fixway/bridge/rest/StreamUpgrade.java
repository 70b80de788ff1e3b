package dev.fixway.bridge.rest;

import dev.fixway.bridge.stream.EventStream;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// `GET /v1/ws`: turns a request into a client of the stream (RFC 6455, 4.2).
///
/// No sub-protocol and no extension is ever chosen, `Origin` is not looked at, the key's value is not checked.
final class StreamUpgrade {
    private static final HttpString ACCEPT = new HttpString("Sec-WebSocket-Accept");
    private static final HttpString KEY = new HttpString("Sec-WebSocket-Key");
    private static final HttpString VERSION = new HttpString("Sec-WebSocket-Version");
    private static final String SINCE = "since";
    private static final int SINCE_DIGITS_MAX = 18;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final EventStream stream;
    private final Connections connections;
    private final LedgerLookups ledger;
    private final BooleanSupplier isStopping;

    StreamUpgrade(EventStream stream, Connections connections, LedgerLookups ledger, BooleanSupplier isStopping) {
        this.stream = stream;
        this.connections = connections;
        this.ledger = ledger;
        this.isStopping = isStopping;
    }

    void upgrade(Call call) {
        String key = shaken(call);
        if (isStopping.getAsBoolean()) {
            throw new RefusedRequest(ApiError.of(ErrorCode.SHUTTING_DOWN, "no streams are opened any more"));
        }
        if (!connections.hasRoomForStream(call.connection())) {
            throw new RefusedRequest(ApiError.unavailable("too many streams are open"));
        }
        call.exchange().getResponseHeaders().put(ACCEPT, acceptOf(key));
        String since = call.query(Set.of(SINCE)).text(SINCE);
        if (since == null) {
            call.upgrade(stream::join);
        } else {
            long sequence = sequence(since);
            ledger.look(call, () -> stream.judge(sequence), fault -> upgrade(call, sequence, fault));
        }
    }

    private void upgrade(Call call, long since, @Nullable String fault) {
        if (fault != null) {
            throw refusedSince(Long.toString(since), fault);
        }
        call.upgrade(() -> stream.join(since));
    }

    private static long sequence(String text) {
        boolean isNumber = !text.isEmpty() && text.length() <= SINCE_DIGITS_MAX
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!isNumber) {
            throw refusedSince(text, "is no sequence of the ledger");
        }
        return Long.parseLong(text);
    }

    private static RefusedRequest refusedSince(String text, String fault) {
        return new RefusedRequest(ApiError.invalid(SINCE, text, fault));
    }

    /// The key of a good handshake.
    private static String shaken(Call call) {
        HeaderMap headers = call.exchange().getRequestHeaders();
        String connection = headers.getFirst(Headers.CONNECTION);
        if (connection == null || !connection.toLowerCase(Locale.ROOT).contains("upgrade")) {
            throw refused("Connection header did not include 'upgrade'");
        }
        if (!"websocket".equalsIgnoreCase(headers.getFirst(Headers.UPGRADE))) {
            throw refused("Upgrade header did not include 'websocket'");
        }
        if (!"13".equals(headers.getFirst(VERSION))) {
            throw refused("Sec-WebSocket-Version header did not include '13'");
        }
        String key = headers.getFirst(KEY);
        if (key == null) {
            throw refused("Sec-WebSocket-Key header missing");
        }
        if (!call.exchange().getProtocol().equals(Protocols.HTTP_1_1)) {
            throw new RefusedRequest(Response.text(426, "WebSocket needs HTTP/1.1"));
        }
        if (!call.connection().isAtEndOfRequest()) {
            throw refused("bytes behind the handshake: frames may follow its answer only");
        }
        return key;
    }

    private static RefusedRequest refused(String cause) {
        return new RefusedRequest(Response.text(400, cause));
    }

    private static String acceptOf(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
