package dev.fixway.gateway;

import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.provider.Provider;
import java.util.function.UnaryOperator;

/// What may stand between the engine and its ports: nothing in the product; tests put in what holds, fails or halts.
///
/// - `fixStores`: wraps QuickFIX/J's message store of each session
public record Ports(UnaryOperator<Ledger> ledger, UnaryOperator<Provider> provider) {
    /// As in the product.
    public static final Ports PLAIN = new Ports(UnaryOperator.identity(), UnaryOperator.identity());
}
