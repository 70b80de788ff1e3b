package dev.fixway.bridge.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A plain socket that speaks as much HTTP as a test wants.
final class RawConnection implements AutoCloseable {
    private final Socket socket;

    RawConnection(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(5_000);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One response.
    record Reply(int status, String head, String body) {
        /// The header's value, null when it is absent.
        @Nullable
        String header(String name) {
            for (String line : head.lines().toList()) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return null;
        }
    }

    RawConnection write(String text) {
        return write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a response with its body.
    Reply read() {
        return read(true);
    }

    /// Reads a response; one to HEAD has no body.
    Reply read(boolean hasBody) {
        try {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    throw new AssertionError("closed after " + head);
                }
                head.write(b);
            }
            String text = head.toString(StandardCharsets.ISO_8859_1);
            Reply reply = new Reply(Integer.parseInt(text.substring(9, 12)), text, "");
            String length = reply.header("Content-Length");
            String body = hasBody && length != null
                    ? new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8)
                    : "";
            return new Reply(reply.status(), text, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the server ends the connection without another byte.
    boolean isClosedByPeer() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
