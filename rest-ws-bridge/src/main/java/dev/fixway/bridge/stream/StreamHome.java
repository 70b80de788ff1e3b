package dev.fixway.bridge.stream;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ProviderId;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// Where the stream lives.
///
/// - `ioThread`: the thread that owns it; refuses work after its end
/// - `account`: whose orders are told
/// - `platforms`: platform id by provider
/// - `nanoTicker`: the ticker that spans are measured with
public record StreamHome(Executor ioThread, AccountId account, Map<ProviderId, String> platforms, ObjectWriter writer,
        InstantSource clock, LongSupplier nanoTicker) {
    String platform(ProviderId provider) {
        return platforms.getOrDefault(provider, provider.value());
    }
}
