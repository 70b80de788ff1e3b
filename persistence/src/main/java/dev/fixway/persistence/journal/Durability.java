package dev.fixway.persistence.journal;

/// What a committed group survives.
///
/// - `POWER`: the loss of power; the file is forced before a group counts as committed
/// - `PROCESS`: the death of the process, not of the machine; the group is written, the operating system keeps it
public enum Durability {
    POWER,
    PROCESS
}
