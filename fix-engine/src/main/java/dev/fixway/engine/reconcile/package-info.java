/// Compares what FIX logs say with what the ledger says, and each order with its own life.
///
/// Belongs to the caller's thread; keeps what it compares in temporary files, so that memory does not grow with the
/// logs.
@NullMarked
package dev.fixway.engine.reconcile;

import org.jspecify.annotations.NullMarked;
