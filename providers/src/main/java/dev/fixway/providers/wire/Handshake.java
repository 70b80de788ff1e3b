package dev.fixway.providers.wire;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/// Turns HTTP into WebSocket on a new socket (RFC 6455, section 4.1).
final class Handshake {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Handshake() {}

    static Dialer.Dialed with(URI address, Map<String, String> headers, Duration timeout) throws IOException {
        boolean isSecure = switch (String.valueOf(address.getScheme())) {
            case "wss" -> true;
            case "ws" -> false;
            default -> throw new IOException("not a WebSocket address: " + address);
        };
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        Dialer.Dialed made = Dialer.ask(address, isSecure, request(address, headers, key), timeout);
        try {
            check(made.head(), key);
            return made;
        } catch (IOException e) {
            made.raw().close();
            throw e;
        }
    }

    private static String request(URI address, Map<String, String> headers, String key) {
        return Dialer.get(address, headers)
                .append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
                .append("Sec-WebSocket-Key: ")
                .append(key)
                .append("\r\n\r\n")
                .toString();
    }

    private static void check(Dialer.Head head, String key) throws IOException {
        if (!head.status().equals("101")) {
            throw new HandshakeException(head.status());
        }
        if (!"websocket".equalsIgnoreCase(head.header("upgrade"))
                || !accept(key).equals(head.header("sec-websocket-accept"))) {
            throw new IOException("the answer to the handshake is not a WebSocket's");
        }
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /// The venue answered, and would not.
    static final class HandshakeException extends IOException {
        private static final long serialVersionUID = 1;

        HandshakeException(String status) {
            super("the venue answers the handshake with " + status);
        }
    }
}
