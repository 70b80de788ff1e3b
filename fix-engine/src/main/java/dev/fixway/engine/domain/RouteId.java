package dev.fixway.engine.domain;

/// The id that a venue sees as client order id: `<OrderID>-<n>`, at most 32 characters, legal at every venue.
///
/// - `orderId`: the order that this route serves
/// - `number`: which of its routes, from 1
public record RouteId(OrderId orderId, long number) {
    private static final char DASH = '-';
    private static final int LENGTH_MAX = 32;
    private static final long NUMBER_MAX = 9_999_999_999_999L;

    public RouteId {
        if (number < 1 || number > NUMBER_MAX) {
            throw new IllegalArgumentException("not the number of a route: " + number);
        }
    }

    /// Reads what [#value] gives; throws IllegalArgumentException for any other text.
    public static RouteId of(String text) {
        if (!isRouteId(text)) {
            throw new IllegalArgumentException("not a route id: " + Texts.shown(text));
        }
        int dash = text.lastIndexOf(DASH);
        return new RouteId(new OrderId(text.substring(0, dash)),
                Long.parseLong(text, dash + 1, text.length(), 10));
    }

    /// Whether the text has the form of a route id, ours or another gateway's.
    public static boolean isRouteId(String text) {
        int dash = text.lastIndexOf(DASH);
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

    /// The id as text, made anew each time.
    public String value() {
        return orderId.value() + DASH + number;
    }

    @Override
    public String toString() {
        return value();
    }
}
