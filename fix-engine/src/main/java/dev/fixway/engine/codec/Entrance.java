package dev.fixway.engine.codec;

import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.ProviderId;

/// The session through which a message came in.
///
/// - `provider`: where orders go that name no ExDestination(100)
/// - `mayTrade`: false for a drop copy session
public record Entrance(Party party, ProviderId provider, boolean mayTrade) {}
