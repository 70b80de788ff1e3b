/// FIX sessions on QuickFIX/J: the acceptor, who may log on, numbers and stores that survive, reports out in ledger
/// order, our own log, and a small client.
///
/// Threads: QuickFIX/J's dispatchers (one per session) read commands and put them on the engine's inbox; the `orders`
/// thread hands reports to sessions that are caught up; one virtual thread per session drains the others. No callback
/// of QuickFIX/J and nothing on `orders` waits for any of the others longer than one message takes to be stored.
@NullMarked
package dev.fixway.engine.session;

import org.jspecify.annotations.NullMarked;
