/// The REST half of the Trading API, health and metrics.
///
/// Runs on Undertow's I/O threads; only puts commands on the inbox and never waits for the engine.
@NullMarked
package dev.fixway.bridge.rest;

import org.jspecify.annotations.NullMarked;
