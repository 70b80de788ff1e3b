package dev.fixway.engine.domain;

/// Whose orders these are: every session and API key has one.
public record AccountId(String value) {
    public AccountId {
        Texts.id("account", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
