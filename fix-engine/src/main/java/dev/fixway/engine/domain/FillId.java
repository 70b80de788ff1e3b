package dev.fixway.engine.domain;

/// The venue's id of a fill, SecondaryExecID(527); unique within its route.
public record FillId(String value) {
    public FillId {
        Texts.id("fill id", value, 128);
    }

    @Override
    public String toString() {
        return value;
    }
}
