package dev.fixway.engine.domain;

/// One of our adapters (`mock`, `alpaca`, …).
public record ProviderId(String value) {
    public ProviderId {
        Texts.id("provider", value, 32);
    }

    @Override
    public String toString() {
        return value;
    }
}
