package dev.fixway.engine.replay;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Finds the messages in a log, whatever stands around them, in memory that does not grow with the log.
///
/// Where fields are separated by SOH a message is framed by BodyLength(9), so that data may hold line ends; else, and
/// when the length does not fit, it ends with CheckSum(10) or at the end of its line.
public final class MessageScanner implements AutoCloseable {
    private static final byte[] BEGIN = "8=FIX".getBytes(StandardCharsets.ISO_8859_1);
    private static final int BEGIN_STRING_MAX = 16;
    private static final int HEAD_MAX = 64;
    private static final int MESSAGE_MAX = 4 << 20;
    private static final int PREFIX_MAX = 512;
    private static final int CHECKSUM_LENGTH = "10=000".length();

    private final String file;
    private final InputStream in;
    private byte[] text = new byte[1 << 16];
    private int position;
    private int end;
    private int lineBegin;
    private long line = 1;
    private boolean isAtEnd;
    private @Nullable String damage;

    /// - `file`: how findings name the log
    public MessageScanner(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /// The next message; null at the end of the log.
    public @Nullable LogMessage next() throws IOException {
        while (true) {
            int begin = find(BEGIN, position, end);
            if (begin < 0) {
                pass(Math.max(position, end - BEGIN.length + 1));
                if (isAtEnd || !read()) {
                    return null;
                }
                continue;
            }
            pass(begin);
            LogMessage message = message();
            if (message != null) {
                return message;
            }
            pass(position + BEGIN.length);
        }
    }

    /// The message at the position, which moves behind it; null when none is there.
    private @Nullable LogMessage message() throws IOException {
        require(HEAD_MAX);
        int at = beginStringEnd(position);
        Separator separator = Separator.at(text, at, end);
        boolean isPartOfNumber = position > lineBegin && Character.isDigit(text[position - 1]) && !isHead(position);
        if (separator == null || isPartOfNumber) {
            return null;
        }
        int bodyLength = bodyLength(at + separator.length(), separator);
        int stop = separator == Separator.SOH && bodyLength >= 0 ? framed(bodyLength) : -1;
        Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
        if (stop < 0) {
            stop = upToChecksum(separator);
        }
        if (stop < 0) {
            flaws.add(Flaw.TRUNCATED);
            stop = lineEnd();
        }
        String prefix = new String(text, Math.max(lineBegin, position - PREFIX_MAX),
                position - Math.max(lineBegin, position - PREFIX_MAX), StandardCharsets.ISO_8859_1);
        TagValues fields = TagValues.read(text, position, stop, separator);
        if (!flaws.contains(Flaw.TRUNCATED)) {
            flaws.addAll(flaws(fields));
        }
        LogMessage message = new LogMessage(new Where(file, line), prefix, fields, flaws);
        pass(Math.max(stop, position + 1));
        return message;
    }

    private int beginStringEnd(int begin) {
        int at = begin + 2;
        while (at < end && at - begin < BEGIN_STRING_MAX && isBeginString(text[at])) {
            at++;
        }
        return at;
    }

    /// Whether the three fields that begin every message stand here: nothing but a message looks like that.
    private boolean isHead(int begin) {
        int at = beginStringEnd(begin);
        Separator separator = Separator.at(text, at, end);
        if (separator == null || find(BEGIN, begin, Math.min(end, begin + BEGIN.length)) != begin) {
            return false;
        }
        int length = at + separator.length();
        int stop = separator.find(text, length, Math.min(end, length + 16));
        int type = stop + separator.length();
        return stop > length + 2 && text[length] == '9' && text[length + 1] == '=' && type + 3 <= end
                && text[type] == '3' && text[type + 1] == '5' && text[type + 2] == '=';
    }

    private static boolean isBeginString(byte b) {
        return b == '.' || (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z');
    }

    /// Where the body ends by BodyLength(9), counted from the position; -1 without a usable one.
    private int bodyLength(int at, Separator separator) {
        if (at + 2 > end || text[at] != '9' || text[at + 1] != '=') {
            return -1;
        }
        int stop = separator.find(text, at, Math.min(end, at + 16));
        int length = stop < 0 ? -1 : TagValues.number(text, at + 2, stop);
        return length < 0 || length > MESSAGE_MAX ? -1 : stop + separator.length() + length - position;
    }

    /// Where the message ends when CheckSum(10) stands where BodyLength(9) says; -1 otherwise.
    private int framed(int bodyLength) throws IOException {
        require(bodyLength + CHECKSUM_LENGTH + 1);
        int checksum = position + bodyLength;
        return isChecksum(checksum) ? checksum + CHECKSUM_LENGTH : -1;
    }

    private boolean isChecksum(int at) {
        boolean isTorn = at + CHECKSUM_LENGTH < end && text[at + CHECKSUM_LENGTH] == '=';
        return !isTorn && at + CHECKSUM_LENGTH <= end && text[at] == '1' && text[at + 1] == '0' && text[at + 2] == '='
                && TagValues.number(text, at + 3, at + CHECKSUM_LENGTH) >= 0;
    }

    /// Where the message ends on this line; -1 when no CheckSum(10) comes before the line's end or another message.
    private int upToChecksum(Separator separator) throws IOException {
        int stop = lineEnd();
        for (int at = position; at >= 0; at = separator.find(text, at, stop)) {
            at += at == position ? BEGIN.length : separator.length();
            if (isChecksum(at) && at + CHECKSUM_LENGTH <= stop) {
                return at + CHECKSUM_LENGTH;
            }
        }
        return -1;
    }

    /// End of the line that the position is on, or the begin of another message on it.
    private int lineEnd() throws IOException {
        int from = position + BEGIN.length;
        while (true) {
            int sure = isAtEnd ? end : end - HEAD_MAX;
            for (int at = from; at < sure; at++) {
                if (text[at] == '\n') {
                    return at > position && text[at - 1] == '\r' ? at - 1 : at;
                }
                if (text[at] == '8' && isHead(at)) {
                    return at;
                }
            }
            if (isAtEnd || end - position > MESSAGE_MAX) {
                return end;
            }
            int seen = Math.max(from, sure) - position;
            read();
            from = position + seen;
        }
    }

    private static Set<Flaw> flaws(TagValues fields) {
        Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
        String wire = fields.wire();
        int checksum = wire.lastIndexOf("\u000110=") + 1;
        int sum = 0;
        for (int i = 0; i < checksum; i++) {
            sum += wire.charAt(i);
        }
        if ((sum & 0xFF) != fields.number(10)) {
            flaws.add(Flaw.CHECKSUM);
        }
        int body = wire.indexOf('\u0001', wire.indexOf("\u00019=") + 1) + 1;
        if (!wire.contains("\u00019=") || checksum - body != fields.number(9)) {
            flaws.add(Flaw.LENGTH);
        }
        return flaws;
    }

    /// Moves the position and counts the lines that it passes.
    private void pass(int to) {
        for (int i = position; i < to; i++) {
            if (text[i] == '\n') {
                line++;
                lineBegin = i + 1;
            }
        }
        position = to;
    }

    /// Has so many bytes from the position on, as far as the log goes.
    private void require(int bytes) throws IOException {
        while (end - position < bytes && !isAtEnd) {
            read();
        }
    }

    /// Reads more, and lets go of what is behind; false at the end of the log.
    private boolean read() throws IOException {
        int kept = Math.max(Math.min(lineBegin, position), position - PREFIX_MAX);
        if (kept > 0) {
            System.arraycopy(text, kept, text, 0, end - kept);
            position -= kept;
            end -= kept;
            lineBegin = Math.max(0, lineBegin - kept);
        }
        if (end == text.length) {
            text = Arrays.copyOf(text, text.length * 2);
        }
        int count = -1;
        try {
            count = in.read(text, end, text.length - end);
        } catch (EOFException | ZipException e) {
            damage = "packed file is cut or damaged: " + e.getMessage();
        }
        if (count < 0) {
            isAtEnd = true;
            return false;
        }
        end += count;
        return true;
    }

    /// Why the log could not be read to its end; null when it could.
    public @Nullable String damage() {
        return damage;
    }

    private int find(byte[] what, int from, int to) {
        for (int at = from; at <= to - what.length; at++) {
            if (Arrays.equals(text, at, at + what.length, what, 0, what.length)) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
