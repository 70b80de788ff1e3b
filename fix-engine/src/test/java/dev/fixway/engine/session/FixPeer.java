package dev.fixway.engine.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A FIX counterparty on a plain socket with sequence numbers of its own; used by one thread.
///
/// It keeps its numbers over connections, asks for what it missed, answers ResendRequest(2) and TestRequest(1), and
/// fails on every 9, 10, 34, 36, 43 or 122 that is not as it must be, and on a 141 that it did not ask for.
public final class FixPeer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TRANSCRIPT_LINES = 40;
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HH:mm:ss.SSSSSS")
            .withZone(ZoneOffset.UTC);
    private final String sender;
    private final String target;
    private final Map<Integer, String> sent = new TreeMap<>();
    /// What each message said, as a text: a long run has hundreds of thousands.
    private final Map<Integer, String> received = new TreeMap<>();
    private final Deque<String> transcript = new ArrayDeque<>();
    private int nextOut = 1;
    private int nextIn = 1;
    private String credentials = "";
    private int askedFrom;
    private int receiveBuffer;
    private boolean resetAsked;
    private boolean answersResend = true;
    private @Nullable FixMessage owed;
    private @Nullable Socket socket;

    public FixPeer(String sender, String target) {
        this.sender = sender;
        this.target = target;
    }

    /// Opens a socket.
    public FixPeer connect(int port) {
        close();
        try {
            Socket made = new Socket();
            if (receiveBuffer > 0) {
                made.setReceiveBufferSize(receiveBuffer);
            }
            made.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            made.setTcpNoDelay(true);
            socket = made;
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Connects, logs on and waits for the answer.
    ///
    /// The gateway may not have noticed the end of the last connection: then it closes this one, and we try again.
    public FixPeer logon(int port) {
        return Attempts.made(() -> {
            connect(port);
            askedFrom = 0;
            send("35=A|98=0|108=30" + credentials);
            try {
                FixMessage answer = next();
                require("A".equals(answer.type()), "no logon: " + answer);
                return this;
            } catch (UncheckedIOException e) {
                sent.remove(--nextOut);
                throw e;
            }
        });
    }

    /// As [#logon(int)], for a gateway that refuses it: what it answers.
    public FixMessage refusal(int port) {
        return Attempts.made(() -> {
            connect(port);
            probeLogon();
            return next();
        });
    }

    /// As [#logon(int)] with 141=Y: both sides begin at 1 again.
    public FixPeer logonWithReset(int port) {
        return Attempts.made(() -> {
            connect(port);
            return resetWithin();
        });
    }

    /// As [#logonWithReset] on the open connection.
    public FixPeer resetWithin() {
        nextOut = 1;
        nextIn = 1;
        askedFrom = 0;
        sent.clear();
        received.clear();
        resetAsked = true;
        send("35=A|98=0|108=30|141=Y");
        FixMessage answer = next();
        require("A".equals(answer.type()) && answer.isYes(141) && answer.number(34) == 1, "no reset: " + answer);
        resetAsked = false;
        return this;
    }

    /// Sends a Logon that uses up no number of ours: for a gateway that will refuse it.
    public void probeLogon() {
        write("35=A|98=0|108=30", nextOut, null);
    }

    /// Forgets messages from this number on and asks for them; they come again as new.
    public void forget(int from) {
        forgetSilently(from);
        askedFrom = from;
        send("35=2|7=" + from + "|16=0");
    }

    /// Forgets messages from this number on; the next message shows the gap.
    public void forgetSilently(int from) {
        nextIn = from;
        received.keySet().removeIf(number -> number >= from);
    }

    /// Logs out and waits for the answer.
    public void logout() {
        send("35=5");
        FixMessage answer = next();
        while (!"5".equals(answer.type())) {
            answer = next();
        }
        expectClosed();
    }

    /// Adds fields such as `553=alice|554=secret` to each Logon.
    public FixPeer credentials(String fields) {
        credentials = "|" + fields;
        return this;
    }

    /// Makes the next connections hold so many bytes at most before the gateway's writes stall.
    public FixPeer receiveBuffer(int bytes) {
        receiveBuffer = bytes;
        return this;
    }

    /// Whether a ResendRequest of the gateway is answered; switched on again, it answers the last one.
    public void answersResend(boolean answers) {
        answersResend = answers;
        if (answers && owed != null) {
            resend(owed);
            owed = null;
        }
    }

    /// The number that the next message gets.
    public int nextOut() {
        return nextOut;
    }

    /// The number that the next message of the gateway must have.
    public int nextIn() {
        return nextIn;
    }

    /// Sends a message with the next number; `35=` first, header fields 43, 97, 122 and parties may follow in the text.
    public void send(String text) {
        int number = nextOut++;
        sent.put(number, text);
        write(text, number, null);
    }

    /// Sends `35=D` with the fields every order has, and more.
    public void order(String clOrdId, String more) {
        send("35=D|11=" + clOrdId + "|60=" + TIME.format(Instant.now()) + "|" + more);
    }

    /// Sends an F or G with its ids and TransactTime(60), and more.
    public void request(String type, String clOrdId, String origClOrdId, String more) {
        send("35=" + type + "|11=" + clOrdId + "|41=" + origClOrdId + "|60=" + TIME.format(Instant.now()) + "|" + more);
    }

    /// Sends bytes as they are.
    public void sendRaw(byte[] bytes) {
        try {
            open().getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Uses up numbers as if messages had been lost on the way.
    public void skip(int count) {
        for (int i = 0; i < count; i++) {
            sent.put(nextOut++, "35=0");
        }
    }

    /// A message that is counted and kept for a resend, but not written.
    public void lose(String text) {
        sent.put(nextOut++, text);
    }

    private void write(String text, int number, @Nullable String origSendingTime) {
        FixMessage message = FixMessage.parse(text);
        StringBuilder body = new StringBuilder(
                "35=" + message.type() + "|49=" + sender + "|56=" + target + "|34=" + number
                        + "|52=" + TIME.format(Instant.now()) + "|");
        if (origSendingTime != null) {
            body.append("43=Y|122=").append(origSendingTime).append('|');
        }
        message.fields()
                .stream()
                .filter(f -> f.getKey() != 35)
                .forEach(f -> body.append(f.getKey()).append('=').append(f.getValue()).append('|'));
        sendRaw(FixFrames.framed(body.toString().replace('|', '\u0001')));
        note("> " + body);
    }

    /// The next message in order that is no heartbeat, test request, resend request or gap fill; fails after 10 s.
    public FixMessage next() {
        FixMessage message = next(PATIENCE);
        if (message == null) {
            throw new AssertionError("nothing came; " + this);
        }
        return message;
    }

    /// The next messages in order.
    public List<FixMessage> next(int count) {
        List<FixMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(next());
        }
        return messages;
    }

    /// As [#next()]; null when nothing comes in time.
    public @Nullable FixMessage next(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            FixMessage message = read(end);
            if (message == null) {
                return null;
            }
            if (accept(message)) {
                return message;
            }
        }
    }

    /// Waits for the gateway to close the connection; fails when more than a Logout comes before, or nothing happens.
    public void expectClosed() {
        try {
            FixMessage message = next(PATIENCE);
            if (message != null && "5".equals(message.type())) {
                message = next(PATIENCE);
            }
            throw new AssertionError("still open, last " + message + "; " + this);
        } catch (UncheckedIOException e) {
            close();
        }
    }

    /// Counts, answers, asks again; true for what the test wants to see.
    private boolean accept(FixMessage message) {
        int number = message.number(34);
        if (message.isYes(43)) {
            require(message.find(122) != null, "43 without 122: " + message);
            require(message.get(122).compareTo(message.get(52)) <= 0, "122 after 52: " + message);
        }
        require(resetAsked || message.find(141) == null || "N".equals(message.find(141)),
                "141 not asked for: " + message);
        if (number > nextIn) {
            return tooHigh(message);
        }
        if (number < nextIn) {
            require(message.isYes(43), "34 too low, expected " + nextIn + ": " + message);
            String first = received.get(number);
            require(first == null || "4".equals(message.type()) || first.equals(message.content()),
                    "sent again with another content: " + message + " first " + first);
            return false;
        }
        if ("4".equals(message.type())) {
            require(message.isYes(123) && message.number(36) > number, "a gap fill goes up: " + message);
            nextIn = message.number(36);
            return false;
        }
        nextIn++;
        received.put(number, message.content());
        return answered(message);
    }

    private boolean tooHigh(FixMessage message) {
        if (askedFrom != nextIn) {
            askedFrom = nextIn;
            send("35=2|7=" + nextIn + "|16=0");
        }
        if ("2".equals(message.type())) {
            resend(message);
        }
        // A Logon is known now; it is gap-filled later. Everything else comes again.
        return "A".equals(message.type());
    }

    private boolean answered(FixMessage message) {
        switch (message.type()) {
            case "1" -> send("35=0|112=" + message.get(112));
            case "2" -> resend(message);
            default -> {
            }
        }
        return !"012".contains(message.type());
    }

    /// Sends messages of the past again, administrative ones as gap fills.
    private void resend(FixMessage request) {
        if (!answersResend) {
            owed = request;
            return;
        }
        int last = request.number(16) == 0 ? nextOut - 1 : request.number(16);
        String time = TIME.format(Instant.now());
        int number = request.number(7);
        while (number <= last) {
            int from = number;
            while (number <= last && isAdministrative(number)) {
                number++;
            }
            if (number > from) {
                write("35=4|123=Y|36=" + number, from, time);
            } else {
                write(sent.getOrDefault(number, "35=0"), number, time);
                number++;
            }
        }
    }

    private boolean isAdministrative(int number) {
        return "A012345".contains(FixMessage.parse(sent.getOrDefault(number, "35=0")).type());
    }

    private @Nullable FixMessage read(long end) {
        try {
            FixMessage message = FixFrames.read(open(), end);
            if (message != null) {
                note("< " + message);
            }
            return message;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage() + "; " + this, e);
        }
    }

    private void note(String line) {
        transcript.add(line);
        if (transcript.size() > TRANSCRIPT_LINES) {
            transcript.remove();
        }
    }

    private Socket open() throws IOException {
        if (socket == null) {
            throw new IOException("not connected");
        }
        return socket;
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what + "; " + this);
        }
    }

    /// Closes the socket without a word.
    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        socket = null;
    }

    @Override
    public String toString() {
        return sender + " out=" + nextOut + " in=" + nextIn + "\n  " + String.join("\n  ", transcript);
    }
}
