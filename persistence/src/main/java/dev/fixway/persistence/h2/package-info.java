/// The ledger that is asked: an H2 database that follows the journal and can be rebuilt from it.
///
/// Written by the follower's thread; read by any thread.
@NullMarked
package dev.fixway.persistence.h2;

import org.jspecify.annotations.NullMarked;
