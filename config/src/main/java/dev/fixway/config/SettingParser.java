package dev.fixway.config;

/// Turns the text of a setting into its value.
@FunctionalInterface
public interface SettingParser<T> {

    /// Reads a text that is never empty.
    ///
    /// - Throws [ConfigException] whose message follows the quoted text, for example `is not a whole number`;
    ///   it must not repeat the text, which may be a secret. Name and expectation are added by [Environment].
    T parse(String text);
}
