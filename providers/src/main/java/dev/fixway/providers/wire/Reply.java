package dev.fixway.providers.wire;

import java.time.Duration;

/// What became of one request: the cases that must never be mixed up.
public sealed interface Reply {

    /// A whole answer within its limits, whatever its status.
    record Answered(int status, String body) implements Reply {
        /// Whether the venue says that it did what it was asked.
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /// Not a byte left: the connection was refused.
    record NotSent(String cause) implements Reply {}

    /// Not a byte left: the rate budget has nothing for it now.
    ///
    /// - `again`: when it may be tried again
    record Held(Duration again) implements Reply {}

    /// Anything else: bytes may have left, the venue may have acted.
    record Unknown(String cause) implements Reply {}
}
