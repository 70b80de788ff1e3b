/// The built-in venue: takes every sane order, decides it once against a random walk, and keeps its book in a small
/// journal, so that a restart of the gateway finds the same venue.
///
/// Owner thread: calls come on any thread and take [MockProvider]'s lock for the book; decisions and everything that is
/// told come from the one thread `mock`.
@NullMarked
package dev.fixway.providers.mock;

import org.jspecify.annotations.NullMarked;
