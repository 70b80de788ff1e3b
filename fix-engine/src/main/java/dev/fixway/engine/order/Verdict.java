package dev.fixway.engine.order;

/// What became of a command for now.
enum Verdict {
    // Decided: recorded or answered with this group.
    DECIDED,
    // Waits until the ledger has been read for it.
    PARKED
}
