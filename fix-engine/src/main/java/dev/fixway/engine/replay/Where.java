package dev.fixway.engine.replay;

/// A place in a log.
///
/// - `line`: from 1
public record Where(String file, long line) {
    @Override
    public String toString() {
        return file + ':' + line;
    }
}
