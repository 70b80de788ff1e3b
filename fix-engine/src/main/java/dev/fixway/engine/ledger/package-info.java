/// The port to the audit ledger, and what an event looks like in it: fields, canonical bytes, the way from order events
/// and reports into rows and back.
///
/// [Ledger#append] belongs to the `orders` thread; readers may be used from any thread.
@NullMarked
package dev.fixway.engine.ledger;

import org.jspecify.annotations.NullMarked;
