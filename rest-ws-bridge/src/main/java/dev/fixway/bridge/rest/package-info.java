/// The Trading API over HTTP: requests become commands of the engine, its answers become responses.
///
/// One I/O thread owns all sockets and the state of calls; reads of the ledger run on virtual threads.
@NullMarked
package dev.fixway.bridge.rest;

import org.jspecify.annotations.NullMarked;
