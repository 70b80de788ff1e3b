package dev.fixway.engine.domain;

/// The client's own id of an order or request, ClOrdID(11): 1 to 64 code points; FIX narrows it to printable ASCII.
public record ClOrdId(String value) {
    public ClOrdId {
        Texts.id("ClOrdID(11)", value, 64);
    }

    /// Whether FIX can carry it; where it cannot, the OrderID(37) shows in its place.
    public boolean isOfFix() {
        return Texts.isPrintableAscii(value);
    }

    @Override
    public int hashCode() {
        return Texts.hash(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
