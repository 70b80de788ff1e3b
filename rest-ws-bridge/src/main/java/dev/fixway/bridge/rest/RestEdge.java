package dev.fixway.bridge.rest;

import dev.fixway.config.Secret;
import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.ProviderId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the Trading API is within this gateway.
///
/// - `account`: whose orders its clients see and make
/// - `platforms`: platform id by provider, the default provider first; not empty
/// - `withExits`: providers whose venue keeps a stop loss and a take profit for an order
/// - `operatorToken`: opens `/v1/ops`
/// - `version`: of the build, shown by `/health`
public record RestEdge(AccountId account, Map<ProviderId, String> platforms, Set<ProviderId> withExits,
        Secret operatorToken, String version) {
    public RestEdge(AccountId account, Map<ProviderId, String> platforms, Secret operatorToken, String version) {
        this(account, platforms, Set.of(), operatorToken, version);
    }

    public RestEdge {
        withExits = Set.copyOf(withExits);
        if (platforms.isEmpty()) {
            throw new IllegalArgumentException("a gateway has a provider");
        }
        platforms = Collections.unmodifiableMap(new LinkedHashMap<>(platforms));
    }

    /// As whom clients of the Trading API act.
    Party party() {
        return new Party(Edge.REST, "rest", account);
    }

    /// Where an order goes that names no provider.
    ProviderId defaultProvider() {
        return platforms.keySet().iterator().next();
    }

    /// The provider of that name; throws IllegalArgumentException when there is none.
    ProviderId provider(String name) {
        return platforms.keySet()
                .stream()
                .filter(provider -> provider.value().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is no provider of this gateway"));
    }

    List<ProviderId> providers() {
        return new ArrayList<>(platforms.keySet());
    }

    String platform(ProviderId provider) {
        return platforms.getOrDefault(provider, provider.value());
    }
}
