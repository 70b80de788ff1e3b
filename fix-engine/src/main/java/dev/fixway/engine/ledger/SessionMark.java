package dev.fixway.engine.ledger;

/// Where a FIX session stands, as the ledger knows it.
///
/// - `epoch`: rises with every reset of the session's numbers
/// - `inbound`: every inbound message below this MsgSeqNum is decided
/// - `cursor`: reports up to this ledger sequence were handed to the session (its store has them)
/// - `outbound`: MsgSeqNum of the last report handed over; 0 before the first of the epoch
/// - `reserved`: outbound numbers below this one may have been used
public record SessionMark(String session, int epoch, int inbound, long cursor, int outbound, int reserved) {}
