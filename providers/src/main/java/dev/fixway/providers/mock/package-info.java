/// A venue inside the process, with a book that survives a restart.
///
/// Calls come on virtual threads; events leave on the mock's own thread.
@NullMarked
package dev.fixway.providers.mock;

import org.jspecify.annotations.NullMarked;
