package dev.fixway.engine.domain;

/// Whose orders these are: every session and API key has one.
public record AccountId(String value) {
    /// Of every session, key and venue account for which nothing else is said.
    public static final AccountId MAIN = new AccountId("MAIN");

    public AccountId {
        Texts.id("account", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
