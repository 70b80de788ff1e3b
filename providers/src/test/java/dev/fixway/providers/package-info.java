/// What every adapter to a venue must do, as tests that each of them extends.
///
/// Owner thread: the test's.
@NullMarked
package dev.fixway.providers;

import org.jspecify.annotations.NullMarked;
