/// Controls that a new order or a replace must pass before it may go to a venue: pure decisions on the `orders` thread.
@NullMarked
package dev.fixway.engine.risk;

import org.jspecify.annotations.NullMarked;
