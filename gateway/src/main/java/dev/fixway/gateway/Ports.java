package dev.fixway.gateway;

import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.provider.Provider;
import dev.fixway.persistence.journal.Disk;
import java.util.function.UnaryOperator;

/// What may stand between the engine and its ports: nothing in the product; tests put in what holds, fails or halts.
///
/// - `stored`: runs when a FIX message is in the session's store and its number has not moved yet
/// - `disk`: under the ledger's journal
public record Ports(UnaryOperator<Ledger> ledger, UnaryOperator<Provider> provider, Runnable stored,
        UnaryOperator<Disk> disk) {
    /// As in the product.
    public static final Ports PLAIN = new Ports(UnaryOperator.identity(), UnaryOperator.identity(), () -> {
    });

    /// The real disk.
    public Ports(UnaryOperator<Ledger> ledger, UnaryOperator<Provider> provider, Runnable stored) {
        this(ledger, provider, stored, UnaryOperator.identity());
    }

    /// The same on another disk.
    public Ports onDisk(UnaryOperator<Disk> other) {
        return new Ports(ledger, provider, stored, other);
    }
}
