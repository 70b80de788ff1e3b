package dev.fixway.engine.risk;

/// What the controls say at once: a [Decision], or that a price must be known first.
public sealed interface Check permits Decision, Check.Unpriced {

    /// The price of the symbol is not known, or too old.
    ///
    /// - `otherwise`: what holds when none comes
    record Unpriced(Decision otherwise) implements Check {}

    /// What holds without waiting for a price.
    default Decision now() {
        return switch (this) {
            case Decision decided -> decided;
            case Unpriced(Decision otherwise) -> otherwise;
        };
    }
}
