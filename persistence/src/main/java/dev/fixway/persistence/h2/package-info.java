/// The database of the query side as an H2 file beside the journal.
///
/// Written by the follower's thread; read by any thread.
@NullMarked
package dev.fixway.persistence.h2;

import org.jspecify.annotations.NullMarked;
