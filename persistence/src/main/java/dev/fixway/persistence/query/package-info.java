/// Questions to the ledger: orders, their events, verification, and how answers look.
///
/// No thread of its own; callers bring theirs, never `orders`.
@NullMarked
package dev.fixway.persistence.query;

import org.jspecify.annotations.NullMarked;
