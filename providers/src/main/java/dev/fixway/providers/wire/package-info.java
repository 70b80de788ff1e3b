/// What adapters share to reach a venue over the network: HTTP with deadlines and one stream that reconnects.
///
/// Nothing in here repeats a request. Calls block the caller's thread, which is a virtual one; a stream has a thread of
/// its own that calls its listener.
@NullMarked
package dev.fixway.providers.wire;

import org.jspecify.annotations.NullMarked;
