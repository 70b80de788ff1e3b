package dev.fixway.engine.domain;

/// ExecID(17): one report, the same for every recipient. `<OrderID>.<n>`, or `DEN-…` and `STA-…` without an order.
public record ExecId(String value) {
    public ExecId {
        Texts.id("ExecID(17)", value, 48);
    }

    @Override
    public String toString() {
        return value;
    }
}
