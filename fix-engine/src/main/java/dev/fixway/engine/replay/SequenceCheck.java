package dev.fixway.engine.replay;

import java.util.Map;
import java.util.TreeMap;

/// MsgSeqNum(34) of one session in one direction: what is new, what repeats, what is missing. Bounded.
final class SequenceCheck {
    private static final int GAPS_MAX = 10_000;
    /// First missing number → last missing number.
    private final TreeMap<Integer, Integer> gaps = new TreeMap<>();
    private int next = -1;
    private int epoch = -1;
    /// A Logon(A) that asks for new numbers is in the log before the epoch that it begins.
    private boolean begunByLogon;
    private long missingBefore;
    private long resets;
    private long repeats;

    /// Whether a message says something new, rather than again.
    boolean isNew(LogMessage message) {
        int number = message.msgSeqNum();
        if (number < 0) {
            return true;
        }
        if (startsAnew(message, number)) {
            resets += next < 0 ? 0 : 1;
            missingBefore += missing();
            gaps.clear();
            next = number;
        }
        epoch = Math.max(epoch, message.epoch());
        if ("4".equals(message.msgType())) {
            return reset(message, number);
        }
        if (number >= next) {
            gap(next, number - 1);
            next = number + 1;
            return true;
        }
        if (fill(number, number)) {
            return true;
        }
        repeats++;
        return false;
    }

    private boolean startsAnew(LogMessage message, int number) {
        boolean logonAtOne = "A".equals(message.msgType()) && number == 1 && !message.isPossDup() && next > 1;
        boolean isNextEpoch = message.epoch() >= 0 && epoch >= 0 && message.epoch() > epoch;
        if (isNextEpoch && begunByLogon && !logonAtOne) {
            begunByLogon = false;
            return false;
        }
        if (next < 0 || isNextEpoch || logonAtOne) {
            begunByLogon = logonAtOne && !isNextEpoch;
            return true;
        }
        return false;
    }

    /// SequenceReset(4): what lies before NewSeqNo(36) is not missing, it holds nothing.
    private boolean reset(LogMessage message, int number) {
        int newSeqNo = message.fields().number(36);
        boolean isGapFill = "Y".equals(message.fields().get(123));
        if (newSeqNo > 0) {
            fill(isGapFill ? number : 1, newSeqNo - 1);
            if (isGapFill && number > next) {
                gap(next, number - 1);
            }
            next = Math.max(next, newSeqNo);
        }
        return !message.isPossDup();
    }

    private void gap(int from, int to) {
        if (from <= to && gaps.size() < GAPS_MAX) {
            gaps.put(from, to);
        }
    }

    /// Takes numbers out of the gaps; false when none of them was missing.
    private boolean fill(int from, int to) {
        boolean filled = false;
        Map.Entry<Integer, Integer> gap = gaps.floorEntry(to);
        while (gap != null && gap.getValue() >= from) {
            gaps.remove(gap.getKey());
            gap(gap.getKey(), from - 1);
            gap(to + 1, gap.getValue());
            filled = true;
            gap = gaps.lowerEntry(gap.getKey());
        }
        return filled;
    }

    private long missing() {
        long count = 0;
        for (Map.Entry<Integer, Integer> gap : gaps.entrySet()) {
            count += gap.getValue() - gap.getKey() + 1L;
        }
        return count;
    }

    ParseReport.Numbers numbers() {
        return new ParseReport.Numbers(gaps, missingBefore + missing(), resets, repeats, next - 1);
    }
}
