/// The WebSocket stream of the Trading API: what is committed and what venues quote, told to every client.
///
/// Owned by the HTTP server's I/O thread: clients, their queues and every frame are touched there alone. News come in
/// over queues; history is read on virtual threads.
@NullMarked
package dev.fixway.bridge.stream;

import org.jspecify.annotations.NullMarked;
