package dev.fixway.engine.order;

import dev.fixway.engine.domain.ExecId;
import dev.fixway.engine.domain.OrderId;
import java.time.Instant;
import java.util.Locale;

/// Makes ids that grow with time and never repeat. Owned by the `orders` thread.
///
/// They begin with the nanoseconds of the start and count from there, slower than these pass: what an earlier process
/// used is below, recorded or not. Ids in a row lie beside each other in a hash table.
final class OrderIds {
    private static final int RADIX = 36;
    private final String installation;
    private long last;

    /// - `lastRecorded`: the highest number in the ledger
    OrderIds(String installation, long lastRecorded, Instant now) {
        this.installation = installation;
        this.last = Math.max(lastRecorded, nanos(now));
    }

    /// How every id begins.
    String installation() {
        return installation;
    }

    OrderId next() {
        return OrderId.of(installation, ++last);
    }

    /// An ExecID(17) without an order; `prefix` is `DEN` of a denial, `STA` of an answer that
    /// is not recorded, `REF` of a state that is told because a request was refused.
    ExecId exec(String prefix) {
        return new ExecId(prefix + '-' + installation + Long.toString(++last, RADIX).toUpperCase(Locale.ROOT));
    }

    /// The number in an ExecID(17) that [#exec] made.
    static long numberOf(String execId) {
        return Long.parseLong(execId.substring(execId.indexOf('-') + 1 + OrderId.INSTALLATION_LENGTH), RADIX);
    }

    long last() {
        return last;
    }

    private static long nanos(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
    }
}
