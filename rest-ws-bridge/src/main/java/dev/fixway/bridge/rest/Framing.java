package dev.fixway.bridge.rest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Follows the bytes of one connection as HTTP/1 requests and finds where they cannot go on.
///
/// It is strict where the parser behind it is lenient and where two readers could disagree on the end of a request: the
/// limits of a head, the version, one way only to give the length of a body, no folded lines, chunks to the letter.
/// Owned by the I/O thread.
final class Framing {
    static final int TARGET_BYTES_MAX = 65_534;
    static final int FIELDS_MAX = 100;
    static final int HEAD_BYTES_MAX = 400 * 1024;
    private static final int LINE_KEPT = 64;
    private static final int LENGTH_DIGITS_MAX = 18;
    private static final int CHUNK_DIGITS_MAX = 12;
    private static final long HTTP_1_0 = packed("HTTP/1.0");
    private static final long HTTP_1_1 = packed("HTTP/1.1");

    private final byte[] line = new byte[LINE_KEPT];
    private Part part = Part.REQUEST_LINE;
    private int lineBytes;
    private boolean isAfterCr;
    private long lastEight;
    private int blanks;
    private int targetBytes;
    private int headBytes;
    private int fields;
    private long contentLength;
    private boolean isChunked;
    private boolean isHttp10;
    private long left;
    private @Nullable Fault fault;

    /// What is wrong, with the status that it is answered with.
    enum Fault {
        BAD_REQUEST("400 Bad Request"),
        TARGET_TOO_LONG("414 URI Too Long"),
        HEAD_TOO_LARGE("431 Request Header Fields Too Large");

        private final String status;

        Fault(String status) {
            this.status = status;
        }

        String status() {
            return status;
        }
    }

    private enum Part {
        REQUEST_LINE,
        FIELDS,
        BODY,
        CHUNK_SIZE,
        CHUNK_DATA,
        CHUNK_END,
        TRAILERS
    }

    private static long packed(String eight) {
        return ByteBuffer.wrap(eight.getBytes(StandardCharsets.US_ASCII)).getLong();
    }

    /// Null as long as nothing is wrong.
    @Nullable
    Fault fault() {
        return fault;
    }

    /// Whether the bytes so far end with a whole request.
    boolean isBetweenRequests() {
        return part == Part.REQUEST_LINE && lineBytes == 0 && !isAfterCr;
    }

    /// Takes the bytes from `from` to before `to`; gives how many of them are good: up to a line with a fault.
    int follow(ByteBuffer bytes, int from, int to) {
        int at = from;
        int good = from;
        while (at < to && fault == null) {
            if (part == Part.BODY || part == Part.CHUNK_DATA) {
                at += skip(to - at);
                good = at;
            } else {
                byte b = bytes.get(at++);
                take(b);
                good = b == '\n' && fault == null ? at : good;
            }
        }
        return (fault == null ? at : good) - from;
    }

    private int skip(int available) {
        int count = (int) Math.min(left, available);
        left -= count;
        if (left == 0) {
            begin(part == Part.BODY ? Part.REQUEST_LINE : Part.CHUNK_END);
        }
        return count;
    }

    private void begin(Part next) {
        part = next;
        lineBytes = 0;
        if (next == Part.REQUEST_LINE) {
            headBytes = 0;
        }
    }

    private void take(byte b) {
        if (++headBytes > HEAD_BYTES_MAX && part != Part.CHUNK_SIZE && part != Part.CHUNK_END) {
            fault = Fault.HEAD_TOO_LARGE;
        } else if (isAfterCr) {
            isAfterCr = false;
            if (b == '\n') {
                endOfLine();
            } else {
                fault = Fault.BAD_REQUEST;
            }
        } else if (b == '\r') {
            isAfterCr = true;
        } else if (b == '\n') {
            fault = Fault.BAD_REQUEST;
        } else {
            takeText(b);
        }
    }

    private void takeText(byte b) {
        if (lineBytes < LINE_KEPT) {
            line[lineBytes] = b;
        }
        lineBytes++;
        switch (part) {
            case REQUEST_LINE -> takeRequestLine(b);
            case CHUNK_SIZE -> fault = lineBytes > LINE_KEPT ? Fault.BAD_REQUEST : null;
            case CHUNK_END -> fault = Fault.BAD_REQUEST;
            case FIELDS, TRAILERS, BODY, CHUNK_DATA -> {
            }
        }
    }

    private void takeRequestLine(byte b) {
        if (lineBytes == 1) {
            blanks = 0;
            targetBytes = 0;
        }
        lastEight = lastEight << 8 | (b & 0xFF);
        if (b == ' ') {
            blanks++;
        } else if (blanks == 0 && lineBytes > LINE_KEPT) {
            fault = Fault.BAD_REQUEST;
        } else if (blanks == 1 && ++targetBytes > TARGET_BYTES_MAX) {
            fault = Fault.TARGET_TOO_LONG;
        }
    }

    private void endOfLine() {
        switch (part) {
            case REQUEST_LINE -> endOfRequestLine();
            case FIELDS -> endOfField();
            case CHUNK_SIZE -> endOfChunkSize();
            case CHUNK_END -> begin(Part.CHUNK_SIZE);
            case TRAILERS -> endOfTrailer();
            case BODY, CHUNK_DATA -> throw new IllegalStateException("no lines in " + part);
        }
    }

    private void endOfRequestLine() {
        isHttp10 = lastEight == HTTP_1_0;
        if (lineBytes == 0 || (!isHttp10 && lastEight != HTTP_1_1)) {
            fault = Fault.BAD_REQUEST;
            return;
        }
        fields = 0;
        contentLength = -1;
        isChunked = false;
        begin(Part.FIELDS);
    }

    private void endOfField() {
        if (lineBytes == 0) {
            endOfHead();
            return;
        }
        String text = kept();
        if (++fields > FIELDS_MAX) {
            fault = Fault.HEAD_TOO_LARGE;
        } else if (text.startsWith(" ") || text.startsWith("\t")) {
            fault = Fault.BAD_REQUEST;
        } else if (is(text, "content-length")) {
            contentLength(text.substring("content-length:".length()).strip());
        } else if (is(text, "transfer-encoding")) {
            boolean isSecond = isChunked;
            isChunked = text.substring("transfer-encoding:".length()).strip().equalsIgnoreCase("chunked");
            fault = isSecond || !isChunked || lineBytes > LINE_KEPT ? Fault.BAD_REQUEST : null;
        }
        lineBytes = 0;
    }

    private String kept() {
        return new String(line, 0, Math.min(lineBytes, LINE_KEPT), StandardCharsets.ISO_8859_1);
    }

    private static boolean is(String field, String name) {
        return field.regionMatches(true, 0, name + ':', 0, name.length() + 1);
    }

    private void contentLength(String value) {
        boolean isNumber = !value.isEmpty() && value.length() <= LENGTH_DIGITS_MAX
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!isNumber || contentLength >= 0 || lineBytes > LINE_KEPT) {
            fault = Fault.BAD_REQUEST;
        } else {
            contentLength = Long.parseLong(value);
        }
    }

    private void endOfHead() {
        if (isChunked && (contentLength >= 0 || isHttp10)) {
            fault = Fault.BAD_REQUEST;
            return;
        }
        left = contentLength;
        begin(isChunked ? Part.CHUNK_SIZE : contentLength > 0 ? Part.BODY : Part.REQUEST_LINE);
    }

    private void endOfChunkSize() {
        String text = kept();
        int digits = 0;
        while (digits < text.length() && Character.digit(text.charAt(digits), 16) >= 0) {
            digits++;
        }
        boolean isWhole = digits == text.length() || text.charAt(digits) == ';' || text.charAt(digits) == ' ';
        if (digits == 0 || digits > CHUNK_DIGITS_MAX || !isWhole) {
            fault = Fault.BAD_REQUEST;
            return;
        }
        left = Long.parseLong(text.substring(0, digits), 16);
        headBytes = 0;
        begin(left == 0 ? Part.TRAILERS : Part.CHUNK_DATA);
    }

    private void endOfTrailer() {
        if (lineBytes == 0) {
            begin(Part.REQUEST_LINE);
        } else if (kept().indexOf(':') <= 0) {
            fault = Fault.BAD_REQUEST;
        } else {
            lineBytes = 0;
        }
    }
}
