package dev.fixway.engine.domain;

/// The id that a venue sees as client order id: `<OrderID>-<n>`, at most 32 characters, legal at every venue.
public record RouteId(String value) {
    private static final int LENGTH_MAX = 32;

    public RouteId {
        if (!isRouteId(value)) {
            throw new IllegalArgumentException("not a route id: " + Texts.shown(value));
        }
    }

    /// Whether the text has the form of a route id, ours or another gateway's.
    public static boolean isRouteId(String text) {
        int dash = text.lastIndexOf('-');
        return dash >= 0 && text.length() <= LENGTH_MAX && OrderId.isOrderId(text.substring(0, dash))
                && isNumber(text, dash + 1);
    }

    private static boolean isNumber(String text, int from) {
        if (from == text.length() || text.charAt(from) == '0') {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /// The order that this route serves.
    public OrderId orderId() {
        return new OrderId(value.substring(0, value.lastIndexOf('-')));
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
