/// The port to venues: what an adapter must be able to do and what it tells back.
///
/// Calls arrive on virtual threads, one per order at a time; listeners may be called from any thread of an adapter.
@NullMarked
package dev.fixway.engine.provider;

import org.jspecify.annotations.NullMarked;
