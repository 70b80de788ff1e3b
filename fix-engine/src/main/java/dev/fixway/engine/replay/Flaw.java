package dev.fixway.engine.replay;

/// What is wrong with a message as it stands in a log.
public enum Flaw {
    // CheckSum(10) does not fit the text.
    CHECKSUM,
    // BodyLength(9) does not fit the text.
    LENGTH,
    // The line or the file ends before CheckSum(10).
    TRUNCATED
}
