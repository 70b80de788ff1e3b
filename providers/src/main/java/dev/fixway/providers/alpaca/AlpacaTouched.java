package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.provider.ProviderException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Executions that the venue has taken back or changed, the latest of the account.
///
/// Afterwards another execution of the order can come to a cumulative quantity that one has come to before. It is told
/// from a repetition by its time, to the millisecond, as history shows it. The last of them are part of the stream's
/// position, so that a restart remembers. Guarded by the book's lock.
final class AlpacaTouched {
    private static final int KEPT = 1_000;
    private static final int IN_CURSOR = 64;
    private final List<Touched> latest = new ArrayList<>();

    /// - `sinceMillis`: later executions of the order have their time in their ids
    /// - `qty`: what it was changed to; null when it was taken back
    private record Touched(String orderId, FillId fillId, long sinceMillis, @Nullable Qty qty) {
        boolean is(AlpacaFill fill) {
            return orderId.equals(fill.orderId()) && fillId.equals(fill.fillId());
        }

        /// `orderId@fillId@sinceMillis@` and `bust` or the quantity.
        String text() {
            return orderId + '@' + fillId + '@' + sinceMillis + '@' + (qty == null ? "bust" : qty);
        }

        static Touched of(String text) {
            String[] parts = text.split("@", -1);
            if (parts.length != 4) {
                throw new IllegalArgumentException(text);
            }
            return new Touched(parts[0], new FillId(parts[1]), Long.parseLong(parts[2]),
                    parts[3].equals("bust") ? null : Qty.of(parts[3]));
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
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new ProviderException("alpaca: not a position of its stream: " + cursor, e);
        }
    }

    /// The position of the stream at a time.
    String cursor(Instant time) {
        StringBuilder text = new StringBuilder(time.toString());
        latest.subList(Math.max(0, latest.size() - IN_CURSOR), latest.size())
                .forEach(touched -> text.append(' ').append(touched.text()));
        return text.toString();
    }

    /// - `qty`: what the fill was changed to; null when it was taken back
    /// - `from`: later executions have their time in their ids, unless another moment holds for the order already
    void add(AlpacaFill fill, @Nullable Qty qty, Instant from) {
        long known = since(fill.orderId());
        long since = known == Long.MAX_VALUE ? from.toEpochMilli() : known;
        latest.removeIf(touched -> touched.is(fill));
        latest.add(new Touched(fill.orderId(), fill.fillId(), since, qty));
        if (latest.size() > KEPT) {
            latest.removeFirst();
        }
    }

    private long since(String orderId) {
        return latest.stream()
                .filter(touched -> touched.orderId().equals(orderId))
                .mapToLong(Touched::sinceMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /// - `fill`: as [#named] has made it
    boolean isBusted(AlpacaFill fill) {
        return latest.stream().anyMatch(touched -> touched.qty() == null && touched.is(fill));
    }

    /// The fill under the id that it needs, with the quantity that a change has left of it.
    AlpacaFill named(AlpacaFill fill) {
        AlpacaFill named = fill.at().toEpochMilli() > since(fill.orderId()) ? fill.later() : fill;
        for (Touched touched : latest) {
            Qty qty = touched.qty();
            if (qty != null && touched.is(named)) {
                return named.corrected(qty, named.price());
            }
        }
        return named;
    }
}
