package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.Order;

/// An order as it stood.
///
/// - `lastSeq`: the last of its events that count
public record OrderAsOf(Order order, long lastSeq) {}
