package dev.fixway.engine.domain;

/// Where the answer to a command goes. Called on the `orders` thread after the commit: hands over and returns at once.
@FunctionalInterface
public interface Reply {
    /// Nobody waits: a FIX session is answered by reports.
    Reply NONE = _ -> {
    };

    void send(Answer answer);
}
