package dev.fixway.config;

/// A configuration that cannot be used. The message is one sentence for the operator and never holds a secret.
public final class ConfigException extends RuntimeException {

    public ConfigException(String message) {
        super(message);
    }

    ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
