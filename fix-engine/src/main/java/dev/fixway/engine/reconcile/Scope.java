package dev.fixway.engine.reconcile;

import java.util.HashSet;
import java.util.Set;

/// What the logs have of one session, and how far the ledger says that it was told.
final class Scope {
    private static final int REFUSALS_MAX = 1_000_000;
    private final Set<Integer> refused = new HashSet<>();
    private boolean isDropCopy;
    private boolean isBegun;
    private boolean isWhole;
    private long firstSeq = Long.MAX_VALUE;
    private long cursor;

    /// A message that we sent is in the log.
    void sent(int msgSeqNum, boolean copyMark) {
        isDropCopy |= copyMark;
        if (!isBegun) {
            isBegun = true;
            isWhole = msgSeqNum == 1;
        }
    }

    /// A message of the peer was refused by the session itself: it is no business of the ledger.
    void refused(int msgSeqNum) {
        if (refused.size() < REFUSALS_MAX) {
            refused.add(msgSeqNum);
        }
    }

    boolean isRefused(int msgSeqNum) {
        return refused.contains(msgSeqNum);
    }

    boolean isDropCopy() {
        return isDropCopy;
    }

    void cursor(long seq) {
        cursor = Math.max(cursor, seq);
    }

    /// An event of the ledger that the log has.
    void matched(long seq) {
        firstSeq = Math.min(firstSeq, seq);
    }

    boolean isNotYetSent(long seq) {
        return seq > cursor;
    }

    /// Whether the logs begin after the event.
    boolean isBefore(long seq) {
        return !isWhole && seq < firstSeq;
    }
}
