package dev.fixway.engine.domain;

/// Where a command comes from.
public enum Edge {
    // A FIX session.
    FIX("FIX_SESSION"),
    // A REST or WebSocket client.
    REST("API_CLIENT"),
    // A person at the command line or console.
    OPERATOR("OPERATOR"),
    // The engine itself: timers, recovery, rules.
    SYSTEM("SYSTEM_RULE"),
    // A venue, through our adapter.
    PROVIDER("PROVIDER");

    private final String actorType;

    Edge(String actorType) {
        this.actorType = actorType;
    }

    /// The ledger's name for it.
    public String actorType() {
        return actorType;
    }

    /// The constant with this ledger name.
    public static Edge ofActorType(String actorType) {
        for (Edge edge : values()) {
            if (edge.actorType.equals(actorType)) {
                return edge;
            }
        }
        throw new IllegalArgumentException("unknown actor type " + actorType);
    }
}
