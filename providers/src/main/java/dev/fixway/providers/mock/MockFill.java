package dev.fixway.providers.mock;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import java.time.Instant;

/// One fill of a mock order; its id never changes and is unique in the book.
public record MockFill(FillId fillId, Qty lastQty, Price lastPx, Instant at) {}
