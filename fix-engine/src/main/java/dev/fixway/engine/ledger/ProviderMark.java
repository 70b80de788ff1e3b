package dev.fixway.engine.ledger;

import dev.fixway.engine.domain.ProviderId;

/// How far a provider's stream is decided; the cursor is the provider's own text.
public record ProviderMark(ProviderId provider, String cursor) {}
