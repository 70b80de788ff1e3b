/// Alpaca: US stocks and crypto by its Trading API v2, paper by default.
///
/// Calls block the caller's thread, which is a virtual one. What the venue tells is told on by the thread of the
/// trading stream and by the one that compares now and then; [AlpacaBook] keeps what was told, so that nothing is told
/// twice.
@NullMarked
package dev.fixway.providers.alpaca;

import org.jspecify.annotations.NullMarked;
