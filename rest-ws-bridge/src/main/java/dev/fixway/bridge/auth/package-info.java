/// Who a request comes from: keys, their accounts and permissions.
///
/// No thread of its own; everything here is immutable.
@NullMarked
package dev.fixway.bridge.auth;

import org.jspecify.annotations.NullMarked;
