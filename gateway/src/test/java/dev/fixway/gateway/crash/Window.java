package dev.fixway.gateway.crash;

/// Where a gateway process ends: a narrow window, or any moment.
enum Window {
    // The group is decided, not one byte of it is written.
    BEFORE_COMMIT,
    // The group is committed; nobody is told and no venue is called.
    COMMITTED_NOT_CALLED,
    // The venue has the order; its answer never comes back.
    CALLED_WITHOUT_OUTCOME,
    // The outcome is committed and not told.
    OUTCOME_NOT_REPORTED,
    // A FIX message is in its store; the sender number has not moved.
    STORED_NUMBER_NOT_MOVED,
    // From outside, whenever it is.
    ANY_MOMENT
}
