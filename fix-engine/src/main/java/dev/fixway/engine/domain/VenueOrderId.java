package dev.fixway.engine.domain;

/// The venue's own id of a route.
public record VenueOrderId(String value) {
    public VenueOrderId {
        Texts.id("venue order id", value, 128);
    }

    @Override
    public String toString() {
        return value;
    }
}
