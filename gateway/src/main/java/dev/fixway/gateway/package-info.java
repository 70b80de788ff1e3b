/// The process: main, command line and the wiring of all modules.
///
/// Owned by the main thread, which wires and then waits; the only code that reads the machine's clock.
@NullMarked
package dev.fixway.gateway;

import org.jspecify.annotations.NullMarked;
