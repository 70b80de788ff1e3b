package dev.fixway.engine.domain;

/// Who acts: an edge, its name there (FIX session id, API key name, provider) and the account.
///
/// `name` is `FIX.4.4:FIXWAY->CLIENT1` for a FIX session: each party has its own space of ClOrdIDs.
public record Party(Edge edge, String name, AccountId account) {
    public Party {
        Texts.id("party", name, 128);
    }

    /// The engine itself, for an account.
    public static Party system(AccountId account) {
        return new Party(Edge.SYSTEM, "fixway", account);
    }

    public boolean isFix() {
        return edge == Edge.FIX;
    }
}
