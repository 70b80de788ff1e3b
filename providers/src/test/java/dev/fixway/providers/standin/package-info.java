/// A venue made for tests: a server of its own over real HTTP and WebSocket, and the adapter to it, `stand-in`.
///
/// The server ([StandInVenue]) shares nothing with the gateway but its JSON ([StandInMessages]); a lock guards its
/// book, any of its threads may take it. Tests drive it through [StandInControl].
@NullMarked
package dev.fixway.providers.standin;

import org.jspecify.annotations.NullMarked;
