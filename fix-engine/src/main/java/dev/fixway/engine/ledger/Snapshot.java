package dev.fixway.engine.ledger;

/// The open state of the engine right after a group.
///
/// - `seq`, `group`: head of the ledger and number of groups at that moment
/// - `state`: bytes that only the engine reads
@SuppressWarnings("ArrayRecordComponent") // Written once, read once, never compared.
public record Snapshot(long seq, long group, byte[] state) {

    /// Makes a snapshot later, off the thread that decided to have one.
    @FunctionalInterface
    public interface Source {
        Snapshot make();
    }
}
