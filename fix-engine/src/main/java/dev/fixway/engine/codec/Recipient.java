package dev.fixway.engine.codec;

/// The session that a report goes to.
///
/// - `session`: its name
/// - `dropCopy`: whether it reads along: it sees the ids of every request, and 797=Y
public record Recipient(String session, boolean dropCopy) {}
