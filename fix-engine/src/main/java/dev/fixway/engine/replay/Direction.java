package dev.fixway.engine.replay;

/// Which way a message went, as our acceptor sees it.
public enum Direction {
    IN,
    OUT
}
