package dev.fixway.bridge.stream;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.provider.MarketDesk;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Where the stream lives.
///
/// - `ioThread`: the thread that owns it; refuses work after its end
/// - `account`: whose orders are told
/// - `platforms`: platform id by provider
/// - `nanoTicker`: the ticker that spans are measured with
/// - `ledger`, `markets`: asked on virtual threads, for clients that begin in the past
public record StreamHome(Executor ioThread, AccountId account, Map<ProviderId, String> platforms, ObjectWriter writer,
        InstantSource clock, LongSupplier nanoTicker, LedgerReader ledger,
        Function<ProviderId, MarketDesk> markets) {
    String platform(ProviderId provider) {
        return platforms.getOrDefault(provider, provider.value());
    }
}
