package dev.fixway.engine.reconcile;

/// One difference.
///
/// - `id`: ExecID(17) of a report, ClOrdID(11) of a request
/// - `where`: file and line in the log; empty when the log does not have it
/// - `seq`: of the event in the ledger; 0 when the ledger does not have it
/// - `text`: for people
public record Break(BreakClass kind, String session, String id, String where, long seq, String text) {}
