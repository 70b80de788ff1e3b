/// What orders cost: an own load client against Fixway, QuickFIX/J's plain acceptor and a bare HTTP handler, all in
/// processes of their own, alternated in rounds of one run.
///
/// Owner thread: the main thread of [dev.fixway.benchmarks.Benchmarks]; a drop copy is read by a thread of its own.
@NullMarked
package dev.fixway.benchmarks;

import org.jspecify.annotations.NullMarked;
