package dev.fixway.engine.domain;

/// What a client wants closed, so that a repeat can be told from a second wish.
///
/// - `positionId`: the venue's; of a close of every position each one's own
/// - `requestHash`: hex digits over everything that makes two requests the same: credential, position and body
public record PositionClose(ProviderId provider, String positionId, String requestHash) {}
