/// The owner thread: takes commands and venue events, decides, commits, and only then lets anything out.
///
/// Everything here that changes belongs to the thread `orders`; [OrderDesk] is the door for all others.
@NullMarked
package dev.fixway.engine.order;

import org.jspecify.annotations.NullMarked;
