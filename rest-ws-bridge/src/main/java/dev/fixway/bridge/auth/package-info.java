/// Who may come in: the API key of clients and the operator token of commands beside a running gateway.
///
/// Stateless; called on the HTTP server's I/O thread.
@NullMarked
package dev.fixway.bridge.auth;

import org.jspecify.annotations.NullMarked;
