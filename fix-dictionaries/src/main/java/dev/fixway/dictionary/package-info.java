/// The FIX dictionaries that Fixway speaks by: which message has which field, what is required, which values are
/// legal. QuickFIX/J validates inbound messages with them before the application sees any.
///
/// The dictionaries are generated (`src/main/generator`) from the ones of QuickFIX/J and Fixway's rules. Every MsgType
/// and every field of the version stays known, so that *not supported* and *unknown* get different answers.
///
/// Owner thread: none. Dictionaries do not change once loaded and may be used from any thread.
@NullMarked
package dev.fixway.dictionary;

import org.jspecify.annotations.NullMarked;
