package dev.fixway.engine.order;

import dev.fixway.engine.domain.ExecId;
import dev.fixway.engine.domain.OrderId;
import java.time.Instant;
import java.util.Locale;

/// Makes ids that grow with time and never repeat. Owned by the `orders` thread.
final class OrderIds {
    private static final int RADIX = 36;
    private final String installation;
    private long last;

    /// - `last`: highest number that may have been used
    OrderIds(String installation, long last) {
        this.installation = installation;
        this.last = last;
    }

    /// How every id begins.
    String installation() {
        return installation;
    }

    OrderId next(Instant now) {
        return OrderId.of(installation, number(now));
    }

    /// An ExecID(17) without an order; `prefix` is `DEN` or `STA`.
    ExecId exec(String prefix, Instant now) {
        return new ExecId(prefix + '-' + installation + Long.toString(number(now), RADIX).toUpperCase(Locale.ROOT));
    }

    /// The number in an ExecID(17) that [#exec] made.
    static long numberOf(String execId) {
        return Long.parseLong(execId.substring(execId.indexOf('-') + 1 + OrderId.INSTALLATION_LENGTH), RADIX);
    }

    long last() {
        return last;
    }

    private long number(Instant now) {
        long nanos = Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
        last = Math.max(last + 1, nanos);
        return last;
    }
}
