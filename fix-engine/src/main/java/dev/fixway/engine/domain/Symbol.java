package dev.fixway.engine.domain;

/// An instrument as the client names it; passed on unchanged.
public record Symbol(String value) {
    private static final Shared<Symbol> SHARED = new Shared<>(Symbol::new);

    public Symbol {
        Texts.id("Symbol(55)", value, 64);
    }

    /// The symbol with this name.
    public static Symbol of(String value) {
        return SHARED.of(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
