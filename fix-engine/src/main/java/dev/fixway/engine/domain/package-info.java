/// Values, commands, events and the order itself: what an order is, in FIX terms, with no I/O, no clock and no thread.
///
/// Everything here is immutable; whoever owns a reference may read it. Orders are changed by [Order#apply] alone,
/// which the `orders` thread calls.
@NullMarked
package dev.fixway.engine.domain;

import org.jspecify.annotations.NullMarked;
