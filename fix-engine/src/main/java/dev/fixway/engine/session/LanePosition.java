package dev.fixway.engine.session;

/// What was handed over to a session: rows up to `cursor`, the last under the number `outbound` of the epoch.
record LanePosition(int epoch, long cursor, int outbound) {}
