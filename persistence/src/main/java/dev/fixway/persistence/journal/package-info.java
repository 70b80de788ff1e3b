/// The ledger's commit: an append-only journal of frames in preallocated segments.
///
/// Written by the thread `orders` alone; read by any thread.
@NullMarked
package dev.fixway.persistence.journal;

import org.jspecify.annotations.NullMarked;
