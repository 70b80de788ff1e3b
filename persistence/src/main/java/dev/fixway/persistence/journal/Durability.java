package dev.fixway.persistence.journal;

/// What a committed group survives.
public enum Durability {
    /// The loss of power: the file is forced before a group counts as committed.
    POWER,
    /// The death of the process, not of the machine: the group is written, the operating system keeps it.
    PROCESS
}
