/// Reads FIX messages out of logs of any origin: our own, QuickFIX/J's file, screen and SLF4J logs, free text.
///
/// Has a tag=value reader of its own and no thread: everything belongs to the caller's. Sends nothing.
@NullMarked
package dev.fixway.engine.replay;

import org.jspecify.annotations.NullMarked;
