package dev.fixway.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Writes messages: an order is a text made once, in which numbers, times and checksum are put. One thread.
final class FixEncoder {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HH:mm:ss.SSS")
            .withZone(ZoneOffset.UTC);
    private static final int DIGITS = 9;
    private static final long TIME_NANOS = 1_000_000_000;
    private final InstantSource clock = Clock.systemUTC();
    private final String compId;
    private final Template resting;
    private final Template trading;
    private final Template canceling;
    private int sent;
    private long timedAt;
    private byte[] time = new byte[0];

    FixEncoder(String compId) {
        this.compId = compId;
        this.resting = new Template(message("D", order("40=2|44=1.00|59=1|")));
        this.trading = new Template(message("D", order("40=1|")));
        this.canceling = new Template(message("F",
                "11=C000000000|41=B000000000|55=AAPL|54=1|60=" + "0".repeat(21) + '|'));
        tick();
    }

    private static String order(String terms) {
        return "11=B000000000|55=AAPL|54=1|60=" + "0".repeat(21) + "|38=100|" + terms;
    }

    void logon(ByteBuffer out) {
        out.put(sealed("A", "98=0|108=60|"));
    }

    void heartbeat(ByteBuffer out) {
        out.put(sealed("0", ""));
    }

    void heartbeat(ByteBuffer out, String testReqId) {
        out.put(sealed("0", "112=" + testReqId + '|'));
    }

    void testRequest(ByteBuffer out) {
        out.put(sealed("1", "112=THERE|"));
    }

    void order(ByteBuffer out, int number, boolean rests) {
        write(out, rests ? resting : trading, number);
    }

    void cancel(ByteBuffer out, int number) {
        write(out, canceling, number);
    }

    private void write(ByteBuffer out, Template template, int number) {
        if (System.nanoTime() - timedAt > TIME_NANOS) {
            tick();
        }
        template.write(out, ++sent, number, time);
    }

    private void tick() {
        timedAt = System.nanoTime();
        time = now().getBytes(StandardCharsets.US_ASCII);
    }

    private String now() {
        return TIME.format(Instant.ofEpochMilli(clock.millis()));
    }

    private String message(String msgType, String body) {
        String content = "35=" + msgType + "|34=000000000|49=" + compId + "|52=" + "0".repeat(21) + "|56=FIXWAY|"
                + body;
        return ("8=FIX.4.4|9=" + content.length() + '|' + content + "10=000|").replace('|', '\u0001');
    }

    private byte[] sealed(String msgType, String body) {
        Template template = new Template(message(msgType, body));
        ByteBuffer out = ByteBuffer.allocate(template.bytes.length);
        template.write(out, ++sent, 0, now().getBytes(StandardCharsets.US_ASCII));
        return out.array();
    }

    /// A message with the places of what changes.
    private static final class Template {
        private final byte[] bytes;
        private final int msgSeqNum;
        private final int sendingTime;
        private final int clOrdId;
        private final int origClOrdId;
        private final int transactTime;

        Template(String text) {
            bytes = text.getBytes(StandardCharsets.US_ASCII);
            msgSeqNum = text.indexOf("\u000134=") + 4;
            sendingTime = text.indexOf("\u000152=") + 4;
            clOrdId = text.indexOf("\u000111=") + 5;
            origClOrdId = text.indexOf("\u000141=") + 5;
            transactTime = text.indexOf("\u000160=") + 4;
        }

        void write(ByteBuffer out, int number, int order, byte[] time) {
            digits(msgSeqNum, DIGITS, number);
            System.arraycopy(time, 0, bytes, sendingTime, time.length);
            if (clOrdId >= 5) {
                digits(clOrdId, DIGITS, order);
                System.arraycopy(time, 0, bytes, transactTime, time.length);
            }
            if (origClOrdId >= 5) {
                digits(origClOrdId, DIGITS, order);
            }
            int sum = 0;
            for (int i = 0; i < bytes.length - 7; i++) {
                sum += bytes[i];
            }
            digits(bytes.length - 4, 3, sum & 0xFF);
            out.put(bytes);
        }

        private void digits(int at, int count, int value) {
            int rest = value;
            for (int i = at + count - 1; i >= at; i--) {
                bytes[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
    }
}
