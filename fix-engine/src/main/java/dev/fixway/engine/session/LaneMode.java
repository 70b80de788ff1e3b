package dev.fixway.engine.session;

/// How the reports of a session leave.
enum LaneMode {
    // Not at all: nobody is logged on.
    OFF,
    // Through the drain, which reads the ledger.
    DRAINING,
    // As they are committed.
    DIRECT
}
