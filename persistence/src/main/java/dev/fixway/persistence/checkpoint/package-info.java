/// Signed checkpoints of the ledger's hash chain: their keys, their files outside every database, and their proof. The
/// same key signs snapshots.
///
/// Owner thread: [Checkpoints] writes on a thread of its own, never on `orders`; whoever proves brings theirs.
@NullMarked
package dev.fixway.persistence.checkpoint;

import org.jspecify.annotations.NullMarked;
