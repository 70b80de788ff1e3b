package dev.fixway.engine.order;

import dev.fixway.engine.domain.KillState;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.ProviderMark;
import dev.fixway.engine.ledger.SessionMark;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The open state of the engine at a moment: what a snapshot holds and what a start begins with.
///
/// - `lastNumber`: highest number that an OrderID(37) or other id may have used
/// - `endedExits`: exits that have ended beside one of the same entry that is open
/// - `closes`: closes of positions that may be repeated, oldest first
record RecoveredState(long lastNumber, UsedIds usedIds, Map<String, SessionMark> sessionMarks,
        Map<ProviderId, ProviderMark> providerMarks, Collection<Order> openOrders,
        List<Order> endedExits, List<RecoveredClose> closes, KillState kill) {
    RecoveredState {
        sessionMarks = Map.copyOf(sessionMarks);
        providerMarks = Map.copyOf(providerMarks);
        openOrders = List.copyOf(openOrders);
        endedExits = List.copyOf(endedExits);
        closes = List.copyOf(closes);
    }
}
