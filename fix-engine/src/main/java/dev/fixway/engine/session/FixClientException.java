package dev.fixway.engine.session;

/// The command-line FIX client could not do what it was asked; the message is for the user.
public final class FixClientException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FixClientException(String message) {
        super(message);
    }

    public FixClientException(String message, Throwable cause) {
        super(message, cause);
    }
}
