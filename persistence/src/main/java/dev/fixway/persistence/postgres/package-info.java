/// The ledger in a PostgreSQL server: groups are committed there, the query tables stand beside them, and a gateway on
/// another machine can take over.
///
/// Owner thread: [PostgresLedger#append] and [PostgresLedger#reopen] belong to `orders`, which has a connection of its
/// own; whoever reads takes one from the pool, on any thread.
@NullMarked
package dev.fixway.persistence.postgres;

import org.jspecify.annotations.NullMarked;
