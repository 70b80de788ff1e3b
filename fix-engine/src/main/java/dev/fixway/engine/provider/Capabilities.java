package dev.fixway.engine.provider;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.TimeInForce;
import java.time.Duration;
import java.util.Set;

/// What a venue can do; what it cannot is refused by name, never dropped.
///
/// - `features`: what an order may ask for beside its terms
/// - `amends`: whether a replace is possible, and how
/// - `visibility`: how long after a submit a look-up may still miss the order; zero where the venue's book is the truth
/// - `looksUpByClientId`: without it ambiguous orders wait for a person
public record Capabilities(Set<OrdType> ordTypes, Set<TimeInForce> timesInForce, Set<Feature> features,
        Amends amends, Duration visibility, boolean looksUpByClientId) {

    /// How a venue changes an open order.
    public enum Amends {
        // Not at all.
        NO,
        // The same venue order goes on with new terms.
        IN_PLACE,
        // A new venue order takes its place: the engine gives it a route id of its own.
        BY_NEW_ORDER
    }

    public Capabilities {
        ordTypes = Set.copyOf(ordTypes);
        timesInForce = Set.copyOf(timesInForce);
        features = Set.copyOf(features);
    }
}
