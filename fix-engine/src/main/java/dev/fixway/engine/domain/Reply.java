package dev.fixway.engine.domain;

/// Where the answer to a command goes, and whether it is still wanted.
@FunctionalInterface
public interface Reply {
    /// Nobody waits: a FIX session is answered by reports.
    Reply NONE = _ -> {
    };

    /// Called on the `orders` thread after the commit: hands over and returns at once.
    void send(Answer answer);

    /// Asked last thing before an order goes to its venue: false when its client was told that it would not. From true
    /// on it can no longer be withdrawn. Any thread.
    default boolean claim() {
        return true;
    }

    /// Whether the answer has reached a connection that was still there. Any thread.
    default boolean isDelivered() {
        return true;
    }

    /// Whether the client was told that nothing would come of it. Any thread.
    default boolean isWithdrawn() {
        return false;
    }
}
