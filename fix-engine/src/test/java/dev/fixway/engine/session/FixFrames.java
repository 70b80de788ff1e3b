package dev.fixway.engine.session;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// FIX messages as bytes: BeginString(8), BodyLength(9) and CheckSum(10) round a body.
public final class FixFrames {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final long WHOLE = Long.MAX_VALUE;

    private FixFrames() {}

    /// Puts 8, 9 and 10 round a body with SOH.
    public static byte[] framed(String body) {
        String head = "8=FIX.4.4\u00019=" + body.length() + "\u0001" + body;
        int sum = 0;
        for (int i = 0; i < head.length(); i++) {
            sum += head.charAt(i);
        }
        return (head + "10=" + Integer.toString(1000 + (sum & 0xFF)).substring(1) + "\u0001")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Reads one message and checks 8, 9 and 10; null when none begins before the end (of System.nanoTime).
    static @Nullable FixMessage read(Socket socket, long end) throws IOException {
        String begin = field(socket, end);
        if (begin == null) {
            return null;
        }
        String length = field(socket, WHOLE);
        if (!"8=FIX.4.4".equals(begin) || length == null || !length.startsWith("9=")) {
            throw new AssertionError("no FIX: " + begin + length);
        }
        InputStream in = socket.getInputStream();
        String body = new String(in.readNBytes(Integer.parseInt(length.substring(2))), StandardCharsets.ISO_8859_1);
        String trailer = field(socket, WHOLE);
        byte[] expected = framed(body);
        String sum = new String(expected, expected.length - 7, 6, StandardCharsets.ISO_8859_1);
        if (!sum.equals(trailer)) {
            throw new AssertionError("wrong 9 or 10: " + body + trailer);
        }
        return FixMessage.parse(begin + "|" + length + "|" + body + trailer);
    }

    /// Reads to the next SOH.
    private static @Nullable String field(Socket socket, long end) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (true) {
            boolean mustEnd = end == WHOLE || out.size() > 0;
            long left = mustEnd ? PATIENCE_MILLIS : (end - System.nanoTime()) / 1_000_000;
            socket.setSoTimeout((int) Math.max(1, left));
            int octet;
            try {
                octet = in.read();
            } catch (SocketTimeoutException e) {
                if (!mustEnd) {
                    return null;
                }
                throw e;
            }
            if (octet < 0) {
                throw new EOFException("closed by the gateway");
            }
            if (octet == 1) {
                return out.toString(StandardCharsets.ISO_8859_1);
            }
            out.write(octet);
        }
    }
}
