/// The query side: tables that follow the committed groups, answer questions and can be built anew, in whichever SQL
/// database stands behind [QueryDatabase].
///
/// Written by the follower's thread; read by any thread.
@NullMarked
package dev.fixway.persistence.sql;

import org.jspecify.annotations.NullMarked;
