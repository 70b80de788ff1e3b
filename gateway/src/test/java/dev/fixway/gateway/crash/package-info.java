/// Kills a gateway process in every window that there is, and looks what became of the orders.
///
/// Runs on the test's own threads; the gateway under test is another process.
@NullMarked
package dev.fixway.gateway.crash;

import org.jspecify.annotations.NullMarked;
