package dev.fixway.persistence.journal;

import org.jspecify.annotations.Nullable;

/// A stored hash chain as the one sees it who signs its head. Any thread.
public interface SignableChain {
    /// Characters that name the ledger.
    String installation();

    /// The chain after the last committed group.
    ChainPoint head();

    /// The chain after a group; null when the chain does not reach it.
    @Nullable
    ChainPoint after(long group);

    /// Returns when everything up to a point that [#head] gave is on the disk, whatever durability commits have.
    void force(ChainPoint point);
}
