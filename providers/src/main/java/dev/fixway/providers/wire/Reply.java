package dev.fixway.providers.wire;

/// What became of one request: the three cases that must never be mixed up.
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

    /// Anything else: bytes may have left, the venue may have acted.
    record Unknown(String cause) implements Reply {}
}
