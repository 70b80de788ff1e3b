package dev.fixway.engine.replay;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A message as it stands in a log.
///
/// - `prefix`: what stands before it on its line: time, direction, level, as the log's writer likes it
public record LogMessage(Where where, String prefix, TagValues fields, Set<Flaw> flaws) {
    private static final Pattern INCOMING = Pattern.compile("\\b(in|incoming|inbound|received|recv)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OUTGOING = Pattern.compile("\\b(out|outgoing|outbound|sent|sending)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern EPOCH = Pattern.compile("\\be(\\d{1,9}) $");
    private static final Pattern TIME = Pattern.compile("\\d{8}-\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?");

    public LogMessage {
        flaws = flaws.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(flaws));
    }

    public String msgType() {
        return fields.text(35);
    }

    /// MsgSeqNum(34); -1 when it is no number.
    public int msgSeqNum() {
        return fields.number(34);
    }

    public boolean isPossDup() {
        return "Y".equals(fields.get(43));
    }

    /// Epoch of the session's numbers, which our own logs mark; -1 in others.
    public int epoch() {
        Matcher mark = EPOCH.matcher(prefix);
        return mark.find() ? Integer.parseInt(mark.group(1)) : -1;
    }

    /// When the log says that it was written, else SendingTime(52), as text; empty when neither is there.
    public String time() {
        Matcher stamp = TIME.matcher(prefix);
        return stamp.find() ? stamp.group() : fields.text(52);
    }

    /// Which way it went: as the log says, else by the CompID of our side; null when neither tells.
    public @Nullable Direction direction(String ours) {
        boolean in = INCOMING.matcher(prefix).find();
        boolean out = OUTGOING.matcher(prefix).find();
        if (in != out) {
            return in ? Direction.IN : Direction.OUT;
        }
        if (fields.text(49).equals(ours)) {
            return Direction.OUT;
        }
        return fields.text(56).equals(ours) ? Direction.IN : null;
    }

    /// The session's name as our side has it, such as `FIX.4.4:FIXWAY->CLIENT1`.
    public String session(Direction direction) {
        String us = fields.text(direction == Direction.OUT ? 49 : 56);
        String peer = fields.text(direction == Direction.OUT ? 56 : 49);
        return fields.text(8) + ':' + us + "->" + peer;
    }
}
