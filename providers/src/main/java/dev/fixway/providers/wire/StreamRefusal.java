package dev.fixway.providers.wire;

/// A venue said that it will not serve this stream, such as for wrong credentials or too many connections: it is asked
/// again after the longest pause only. Thrown by a [StreamListener].
public final class StreamRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StreamRefusal(String cause) {
        super(cause);
    }
}
