package dev.fixway.engine.provider;

/// A venue could not be asked, or answered something that cannot be read.
public class ProviderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ProviderException(String message) {
        super(message);
    }

    public ProviderException(String message, Throwable cause) {
        super(message, cause);
    }
}
