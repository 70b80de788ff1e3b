package dev.fixway.engine.provider;

/// What a venue says when asked for a route.
public sealed interface VenueAnswer {

    /// It has it.
    record Found(VenueOrder order) implements VenueAnswer {}

    /// It is in none of the places where it would show by now.
    record NotFound() implements VenueAnswer {}

    /// The venue has no look-up by client id: a person must resolve it.
    record CannotTell() implements VenueAnswer {}
}
