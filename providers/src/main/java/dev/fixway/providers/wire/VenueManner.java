package dev.fixway.providers.wire;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is particular to the HTTP of one venue. Any thread.
public interface VenueManner {
    /// Puts credentials or a signature on a request, right before it is sent.
    default WireRequest signed(WireRequest request) {
        return request;
    }

    /// Hears every answer, before who asked does: for the rates that it tells.
    ///
    /// - `header`: the first value of a header by its name, whatever the case; null when there is none
    default void answered(int status, Function<String, @Nullable String> header) {}
}
