package dev.fixway.engine.domain;

/// OrderID(37) and REST `id`: 4 characters of the installation and 14 that grow with time, all of `[0-9A-Z]`.
public record OrderId(String value) implements Comparable<OrderId> {
    /// Characters that name the installation.
    public static final int INSTALLATION_LENGTH = 4;
    /// Characters of the number.
    public static final int NUMBER_LENGTH = 14;
    private static final int LENGTH = INSTALLATION_LENGTH + NUMBER_LENGTH;
    private static final int RADIX = 36;

    public OrderId {
        if (!isOrderId(value)) {
            throw new IllegalArgumentException("not an OrderID(37): " + Texts.shown(value));
        }
    }

    /// The id of order `number` (positive) of an installation.
    public static OrderId of(String installation, long number) {
        String digits = Long.toString(number, RADIX).toUpperCase(java.util.Locale.ROOT);
        return new OrderId(installation + "0".repeat(NUMBER_LENGTH - digits.length()) + digits);
    }

    /// Whether the text has the form of an OrderID; its number then fits a `long`.
    public static boolean isOrderId(String text) {
        if (text.length() != LENGTH || !text.startsWith("00", INSTALLATION_LENGTH)) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return true;
    }

    /// The growing part as a number; ids of one installation sort by it.
    public long number() {
        return Long.parseLong(value, INSTALLATION_LENGTH, LENGTH, RADIX);
    }

    /// The id of the n-th report (n from 1).
    public ExecId execId(int n) {
        return new ExecId(value + '.' + n);
    }

    /// The id of the n-th route (n from 1).
    public RouteId route(int n) {
        return new RouteId(this, n);
    }

    @Override
    public int compareTo(OrderId other) {
        return value.compareTo(other.value);
    }

    /// No two of four thousand million orders in a row share it.
    @Override
    public int hashCode() {
        return (int) number();
    }

    @Override
    public String toString() {
        return value;
    }
}
