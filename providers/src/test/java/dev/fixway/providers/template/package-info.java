/// A whole adapter in its smallest form, with the venue that it talks to: `docs/adding-a-provider.md` begins a new one
/// with it. The contract holds it, so that it stays true.
///
/// The venue has HTTP with a bearer token, orders by client id, and a stream of numbered lines without replay: what was
/// missed is asked for by number.
///
/// Threads: calls on the caller's, events on the stream's.
@NullMarked
package dev.fixway.providers.template;

import org.jspecify.annotations.NullMarked;
