/// FIX sessions on QuickFIX/J: the acceptor, who may log on, numbers and stores that survive, reports out in ledger
/// order, our own log, and a small client.
///
/// Threads: whoever reads a session's socket takes its commands and puts them on the engine's inbox; the `orders`
/// thread hands reports to sessions that are caught up; one virtual thread per session drains the others. No callback
/// of QuickFIX/J and nothing on `orders` waits for any of the others longer than one message takes to be stored.
@NullMarked
package dev.fixway.engine.session;

import org.jspecify.annotations.NullMarked;
