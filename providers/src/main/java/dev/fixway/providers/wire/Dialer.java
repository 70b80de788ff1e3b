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
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Makes a socket, asks for something by HTTP on it, and reads the head of the answer: the rest belongs to who asked.
final class Dialer {
    private static final int HEAD_BYTES_MAX = 16_384;

    private Dialer() {}

    /// A connection whose answer has begun.
    ///
    /// - `raw`: the socket below TLS
    record Dialed(Socket raw, InputStream in, OutputStream out, Head head) {}

    /// - `status`: as the venue wrote it
    /// - `headers`: by their names in small letters
    record Head(String status, Map<String, String> headers) {
        @Nullable
        String header(String name) {
            return headers.get(name);
        }
    }

    /// The head of a GET; more headers and the empty line follow.
    static StringBuilder get(URI address, Map<String, String> headers) {
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        StringBuilder request = new StringBuilder("GET ").append(path)
                .append(address.getRawQuery() == null ? "" : "?" + address.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(address.getRawAuthority())
                .append("\r\n");
        headers.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return request;
    }

    /// Connects, sends the request and reads the head of the answer, all within a time.
    static Dialed ask(URI address, boolean isSecure, String request, Duration timeout) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        int port = address.getPort() >= 0 ? address.getPort() : isSecure ? 443 : 80;
        Socket raw = new Socket();
        try {
            raw.connect(new InetSocketAddress(address.getHost(), port), (int) timeout.toMillis());
            raw.setTcpNoDelay(true);
            raw.setSoTimeout(left(end));
            Socket socket = isSecure ? secure(raw, address.getHost(), port) : raw;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            Head head = head(text(raw, socket.getInputStream(), end));
            raw.setSoTimeout(0);
            return new Dialed(raw, socket.getInputStream(), socket.getOutputStream(), head);
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

    /// Byte by byte, so that nothing of what follows is taken away.
    private static String text(Socket raw, InputStream in, long end) throws IOException {
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

    private static Head head(String text) {
        String[] lines = text.split("\r\n", -1);
        String[] status = lines[0].split(" ", 3);
        Map<String, String> headers = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
            }
        }
        return new Head(status.length < 2 ? lines[0] : status[1], headers);
    }

    private static int left(long end) throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException("too late");
        }
        return (int) millis;
    }
}
