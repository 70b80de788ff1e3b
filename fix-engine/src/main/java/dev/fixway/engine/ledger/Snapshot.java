package dev.fixway.engine.ledger;

/// The open state of the engine right after a group.
///
/// - `seq`, `group`: head of the ledger and number of groups at that moment
/// - `state`: bytes that only the engine reads
public record Snapshot(long seq, long group, byte[] state) {
}
