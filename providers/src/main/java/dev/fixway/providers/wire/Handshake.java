package dev.fixway.providers.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Makes a socket, over TLS for `wss`, and turns HTTP into WebSocket on it (RFC 6455, section 4.1).
final class Handshake {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int HEAD_BYTES_MAX = 16_384;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Handshake() {}

    /// - `raw`: the socket below TLS
    record Made(Socket raw, InputStream in, OutputStream out) {}

    static Made with(URI address, Map<String, String> headers, Duration timeout) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        boolean isSecure = switch (String.valueOf(address.getScheme())) {
            case "wss" -> true;
            case "ws" -> false;
            default -> throw new IOException("not a WebSocket address: " + address);
        };
        int port = address.getPort() >= 0 ? address.getPort() : isSecure ? 443 : 80;
        Socket raw = new Socket();
        try {
            raw.connect(new InetSocketAddress(address.getHost(), port), (int) timeout.toMillis());
            raw.setTcpNoDelay(true);
            raw.setSoTimeout(left(end));
            Socket socket = isSecure ? secure(raw, address.getHost(), port) : raw;
            byte[] nonce = new byte[16];
            RANDOM.nextBytes(nonce);
            String key = Base64.getEncoder().encodeToString(nonce);
            socket.getOutputStream().write(request(address, headers, key).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            check(head(raw, socket.getInputStream(), end), key);
            raw.setSoTimeout(0);
            return new Made(raw, socket.getInputStream(), socket.getOutputStream());
        } catch (SocketTimeoutException e) {
            raw.close();
            throw new IOException("no connection within " + timeout.toMillis() + " ms", e);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static Socket secure(Socket raw, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(raw, host, port,
                true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String request(URI address, Map<String, String> headers, String key) {
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        StringBuilder request = new StringBuilder("GET ").append(path)
                .append(address.getRawQuery() == null ? "" : "?" + address.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(address.getRawAuthority())
                .append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
                .append("Sec-WebSocket-Key: ")
                .append(key)
                .append("\r\n");
        headers.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return request.append("\r\n").toString();
    }

    /// Byte by byte, so that nothing of the first frame is taken away.
    private static String head(Socket raw, InputStream in, long end) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            raw.setSoTimeout(left(end));
            int next = in.read();
            if (next < 0) {
                throw new EOFException("cut during the handshake");
            }
            if (head.size() == HEAD_BYTES_MAX) {
                throw new IOException("a handshake that is longer than " + HEAD_BYTES_MAX);
            }
            head.write(next);
            matched = next == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void check(String head, String key) throws IOException {
        String[] lines = head.split("\r\n", -1);
        String[] status = lines[0].split(" ", 3);
        if (status.length < 2 || !status[1].equals("101")) {
            throw new HandshakeException(status.length < 2 ? lines[0] : status[1]);
        }
        Map<String, String> headers = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
            }
        }
        if (!"websocket".equalsIgnoreCase(headers.get("upgrade"))
                || !accept(key).equals(headers.get("sec-websocket-accept"))) {
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

    private static int left(long end) throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException("too late");
        }
        return (int) millis;
    }

    /// The venue answered, and would not.
    static final class HandshakeException extends IOException {
        private static final long serialVersionUID = 1;

        HandshakeException(String status) {
            super("the venue answers the handshake with " + status);
        }
    }
}
