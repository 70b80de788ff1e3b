/// The commit: segmented, preallocated files to which each group of events is appended as one checked, hash-chained
/// frame, and the snapshots beside them.
///
/// Owner thread: [JournalLedger#append] and [JournalLedger#reopen] belong to `orders`; whoever reads may do so from any
/// thread, with channels of its own.
@NullMarked
package dev.fixway.persistence.journal;

import org.jspecify.annotations.NullMarked;
