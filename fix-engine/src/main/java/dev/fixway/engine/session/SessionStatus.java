package dev.fixway.engine.session;

/// How a session is, for health, metrics and the command line.
///
/// - `epoch`: of its numbers
/// - `nextOut`, `nextIn`: MsgSeqNum of the next message each way; 0 before the start
/// - `cursor`: ledger sequence up to which its reports are handed over
/// - `direct`: reports leave as they are committed; false while it is away or behind
/// - `unwritten`: messages that its socket has not taken
public record SessionStatus(String name, boolean loggedOn, int epoch, int nextOut, int nextIn, long cursor,
        boolean direct,
        int unwritten) {}
