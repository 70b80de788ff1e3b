/// Prices, positions and account figures on their way from venues to who watches them: a lane beside the orders, in
/// which only the latest counts.
///
/// Written by the venues' threads, read by the stream's; guarded by a lock that is held for moments. Outlives the
/// engine: a core that comes back tells through the same lane.
@NullMarked
package dev.fixway.engine.market;

import org.jspecify.annotations.NullMarked;
