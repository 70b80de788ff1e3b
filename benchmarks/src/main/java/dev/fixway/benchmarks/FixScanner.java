package dev.fixway.benchmarks;

import java.nio.charset.StandardCharsets;

/// Finds messages in bytes and the few fields of them that the load client needs. One thread.
final class FixScanner {
    private static final byte SOH = 1;
    /// `8=FIX.4.4|9=`
    private static final int HEAD_LENGTH = 12;
    /// `10=nnn|`
    private static final int TRAILER_LENGTH = 7;
    private int begin;
    private int end;
    private char msgType;
    private int msgSeqNum;
    private int order;
    private char execType;
    private String testReqId = "";

    /// Reads the message at `from`; returns its end, or 0 when it is not whole.
    int scan(byte[] bytes, int from, int limit) {
        int at = from + HEAD_LENGTH;
        int length = 0;
        while (at < limit && bytes[at] != SOH) {
            length = length * 10 + bytes[at++] - '0';
        }
        int trailer = at + 1 + length;
        if (trailer + TRAILER_LENGTH > limit) {
            return 0;
        }
        begin = from;
        end = trailer + TRAILER_LENGTH;
        requireChecksum(bytes, trailer);
        fields(bytes, at + 1, trailer);
        return end;
    }

    private void requireChecksum(byte[] bytes, int trailer) {
        int sum = 0;
        for (int i = begin; i < trailer; i++) {
            sum += bytes[i];
        }
        if (number(bytes, trailer + 3, end - 1) != (sum & 0xFF)) {
            throw new IllegalStateException("wrong checksum: " + text(bytes));
        }
    }

    private void fields(byte[] bytes, int from, int to) {
        execType = 0;
        order = -1;
        int at = from;
        while (at < to) {
            int tag = 0;
            while (bytes[at] != '=') {
                tag = tag * 10 + bytes[at++] - '0';
            }
            int value = ++at;
            while (bytes[at] != SOH) {
                at++;
            }
            field(bytes, tag, value, at++);
        }
    }

    private void field(byte[] bytes, int tag, int from, int to) {
        switch (tag) {
            case 35 -> msgType = (char) bytes[from];
            case 34 -> msgSeqNum = number(bytes, from, to);
            case 11 -> order = bytes[from] == 'B' || bytes[from] == 'C' ? number(bytes, from + 1, to) : -1;
            case 150 -> execType = (char) bytes[from];
            case 112 -> testReqId = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
            default -> {
            }
        }
    }

    private static int number(byte[] bytes, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }

    char msgType() {
        return msgType;
    }

    int msgSeqNum() {
        return msgSeqNum;
    }

    /// Number of the order or of the order to cancel in ClOrdID(11); -1 without one.
    int order() {
        return order;
    }

    /// ExecType(150); 0 without one.
    char execType() {
        return execType;
    }

    String testReqId() {
        return testReqId;
    }

    /// The message as text, with `|` for SOH.
    String text(byte[] bytes) {
        return new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1).replace((char) SOH, '|');
    }
}
