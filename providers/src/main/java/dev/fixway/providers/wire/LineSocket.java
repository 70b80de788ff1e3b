package dev.fixway.providers.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The answer to one GET that does not end: a message in each line, as a venue sends them that has no WebSocket. Chunks
/// say nothing about lines: one may hold several, or a part of one. Empty lines are signs of life.
final class LineSocket extends StreamSocket {
    private final Bytes in;
    private final int bytesMax;

    /// Where the next byte comes from; -1 at the end.
    @FunctionalInterface
    private interface Bytes {
        int read() throws IOException;
    }

    private LineSocket(Dialer.Dialed made, int bytesMax) {
        super(made.raw());
        this.bytesMax = bytesMax;
        InputStream bytes = new BufferedInputStream(new FilterInputStream(made.in()) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                showsLife();
                return count;
            }
        });
        this.in = "chunked".equalsIgnoreCase(made.head().header("transfer-encoding"))
                ? new ChunkedInput(bytes)::read
                : bytes::read;
    }

    static LineSocket open(URI address, Map<String, String> headers, WireSettings settings) throws IOException {
        boolean isSecure = switch (String.valueOf(address.getScheme())) {
            case "https" -> true;
            case "http" -> false;
            default -> throw new IOException("not an HTTP address: " + address);
        };
        String request = Dialer.get(address, headers).append("Accept-Encoding: identity\r\n\r\n").toString();
        Dialer.Dialed made = Dialer.ask(address, isSecure, request, settings.connectTimeout());
        try {
            check(made.head());
            return new LineSocket(made, settings.bodyBytesMax());
        } catch (IOException e) {
            made.raw().close();
            throw e;
        }
    }

    /// A no to our credentials will not change soon; everything else may.
    private static void check(Dialer.Head head) throws IOException {
        switch (head.status()) {
            case "200" -> {
                if (head.header("content-length") != null) {
                    throw new IOException("an answer of " + head.header("content-length") + " bytes is no stream");
                }
            }
            case "401", "403" -> throw new Handshake.HandshakeException(head.status());
            default -> throw new IOException("the venue answers with " + head.status());
        }
    }

    @Override
    Message next() throws IOException {
        String line = line();
        while (line.isEmpty()) {
            line = line();
        }
        return new Message.Text(line);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("ended by the venue" + (line.size() == 0 ? "" : " within a line"));
            }
            if (line.size() == bytesMax) {
                throw new IOException("a line is longer than " + bytesMax);
            }
            line.write(next);
        }
        byte[] bytes = line.toByteArray();
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    }

    @Override
    void sendText(String text) throws IOException {
        throw new IOException("a stream of lines is only read");
    }

    /// Nobody can be asked: the venue sends heartbeats by itself.
    @Override
    void sendPing() {
        // Nothing is sent.
    }
}
