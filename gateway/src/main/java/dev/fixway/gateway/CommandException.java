package dev.fixway.gateway;

/// A command cannot do what it was asked; the message is for the person who asked.
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int exitCode;

    CommandException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
