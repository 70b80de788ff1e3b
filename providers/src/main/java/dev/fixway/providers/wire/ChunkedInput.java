package dev.fixway.providers.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// The bytes in chunks (RFC 9112, section 7.1); ends with the chunk of no bytes. What follows that one is not read.
final class ChunkedInput {
    private static final int HEAD_CHARS_MAX = 1_024;
    private static final int SIZE_DIGITS_MAX = 7;
    private final InputStream in;
    private int left;
    private boolean isBegun;
    private boolean isOver;

    ChunkedInput(InputStream in) {
        this.in = in;
    }

    /// The next byte; -1 at the end.
    int read() throws IOException {
        if (left == 0 && !isOver) {
            next();
        }
        if (isOver) {
            return -1;
        }
        left--;
        return byteOf();
    }

    private void next() throws IOException {
        if (isBegun && (byteOf() != '\r' || byteOf() != '\n')) {
            throw new IOException("a chunk that is longer than it says");
        }
        isBegun = true;
        StringBuilder head = new StringBuilder();
        for (int c = byteOf(); c != '\n'; c = byteOf()) {
            if (head.length() == HEAD_CHARS_MAX) {
                throw new IOException("the head of a chunk is longer than " + HEAD_CHARS_MAX);
            }
            head.append((char) c);
        }
        left = size(head.toString().split(";", 2)[0].strip());
        isOver = left == 0;
    }

    private static int size(String text) throws IOException {
        if (text.isEmpty() || text.length() > SIZE_DIGITS_MAX || !text.matches("[0-9A-Fa-f]+")) {
            throw new IOException("not the size of a chunk: " + text);
        }
        return Integer.parseInt(text, 16);
    }

    private int byteOf() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("cut by the venue");
        }
        return next;
    }
}
