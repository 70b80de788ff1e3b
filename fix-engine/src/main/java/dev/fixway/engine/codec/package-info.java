/// Between FIX messages and what the engine speaks: commands out of D, F, G, H; reports into 8, 9, j; secrets masked.
///
/// Only this package, `session` and `dictionary` see QuickFIX/J. Owner thread: none. All here are pure functions;
/// commands are read on the thread that reads the session's socket, reports are written on the thread that sends them.
@NullMarked
package dev.fixway.engine.codec;

import org.jspecify.annotations.NullMarked;
