package dev.fixway.engine.domain;

/// The id that a venue sees as client order id: `<OrderID>-<n>`, at most 32 characters, legal at every venue.
public record RouteId(String value) {
    private static final int LENGTH_MAX = 32;

    public RouteId {
        int dash = value.lastIndexOf('-');
        if (dash < 0 || value.length() > LENGTH_MAX || !OrderId.isOrderId(value.substring(0, dash))
                || !value.substring(dash + 1).matches("[1-9][0-9]*")) {
            throw new IllegalArgumentException("not a route id: " + Texts.shown(value));
        }
    }

    /// The order that this route serves.
    public OrderId orderId() {
        return new OrderId(value.substring(0, value.lastIndexOf('-')));
    }

    @Override
    public String toString() {
        return value;
    }
}
