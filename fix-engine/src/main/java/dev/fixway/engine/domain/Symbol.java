package dev.fixway.engine.domain;

/// An instrument as the client names it; passed on unchanged.
public record Symbol(String value) {
    public Symbol {
        Texts.id("Symbol(55)", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
