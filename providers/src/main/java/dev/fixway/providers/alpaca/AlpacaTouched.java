package dev.fixway.providers.alpaca;

import dev.fixway.engine.provider.ProviderException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Executions that the venue has taken back or changed, the latest of the account.
///
/// Afterwards another execution of the order can come to the same cumulative quantity. It is told from a repetition by
/// its time, to the millisecond, as history shows it. Part of the stream's position, so that a restart remembers.
/// Guarded by the book's lock.
final class AlpacaTouched {
    private static final int KEPT = 16;
    private final List<Touched> latest = new ArrayList<>();

    private record Touched(String orderId, BigDecimal cumQty, long atMillis, boolean isBusted) {
        boolean hasNumbersOf(AlpacaFill fill) {
            return orderId.equals(fill.orderId()) && cumQty.compareTo(fill.cumQty()) == 0;
        }

        boolean is(AlpacaFill fill) {
            return hasNumbersOf(fill) && atMillis == fill.at().toEpochMilli();
        }

        /// `orderId@cumQty@millis@` and `bust` or `correct`.
        String text() {
            return orderId + '@' + cumQty.toPlainString() + '@' + atMillis + '@' + (isBusted ? "bust" : "correct");
        }

        static Touched of(String text) {
            String[] parts = text.split("@", -1);
            if (parts.length != 4) {
                throw new NumberFormatException(text);
            }
            return new Touched(parts[0], new BigDecimal(parts[1]), Long.parseLong(parts[2]), parts[3].equals("bust"));
        }
    }

    /// Takes what a position of the stream says, and answers its time.
    Instant resume(String cursor) {
        String[] parts = cursor.split(" ", -1);
        try {
            for (int i = 1; i < parts.length; i++) {
                latest.add(Touched.of(parts[i]));
            }
            return Instant.parse(parts[0]);
        } catch (DateTimeException | NumberFormatException e) {
            throw new ProviderException("alpaca: not a position of its stream: " + cursor, e);
        }
    }

    /// The position of the stream at a time.
    String cursor(Instant time) {
        StringBuilder text = new StringBuilder(time.toString());
        latest.forEach(touched -> text.append(' ').append(touched.text()));
        return text.toString();
    }

    void add(AlpacaFill fill, boolean isBusted) {
        List<Touched> others = latest.stream().filter(touched -> !touched.is(fill)).toList();
        latest.clear();
        latest.addAll(others.subList(Math.max(0, others.size() + 1 - KEPT), others.size()));
        latest.add(new Touched(fill.orderId(), fill.cumQty(), fill.at().toEpochMilli(), isBusted));
    }

    boolean isBusted(AlpacaFill fill) {
        return latest.stream().anyMatch(touched -> touched.isBusted() && touched.is(fill));
    }

    boolean isTouched(AlpacaFill fill) {
        return latest.stream().anyMatch(touched -> touched.is(fill));
    }

    /// The fill with the number that its id needs: those that came before it count.
    AlpacaFill numbered(AlpacaFill fill) {
        long at = fill.at().toEpochMilli();
        long before = latest.stream().filter(touched -> touched.hasNumbersOf(fill) && touched.atMillis() < at).count();
        return fill.nth((int) before + 1);
    }
}
