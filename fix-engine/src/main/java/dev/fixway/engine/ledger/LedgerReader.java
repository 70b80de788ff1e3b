package dev.fixway.engine.ledger;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.OrderId;
import java.util.List;
import java.util.function.Predicate;

/// Reads committed events; any thread. Calls may take as long as `QUERY_WAIT_MS`: they belong on virtual threads.
///
/// Throws [QueryLagException] when the query side does not reach the head of the call's start in time.
public interface LedgerReader {
    /// Committed events from a sequence on, in order, until the visitor says false or the head is reached.
    ///
    /// Reads the commit itself, waits for no query side.
    void read(long fromSeq, Predicate<LedgerEvent> visitor);

    /// Committed session marks of one session with a cursor above `cursor`, oldest first: which MsgSeqNum the reports
    /// had.
    List<SessionMark> marksSince(String session, long cursor);

    /// All events of an order, oldest first; empty when there is no such order.
    List<LedgerEvent> eventsOf(OrderId orderId);

    /// All events that used this id as ClOrdID(11) of an order or request of this party, oldest first, with the
    /// denials.
    ///
    /// - `party`: its name, such as `FIX.4.4:FIXWAY->CLIENT1`
    List<LedgerEvent> eventsByClOrdId(String party, ClOrdId clOrdId);

    /// Ids of orders that match, newest first.
    List<OrderId> find(OrderFilter filter);

    /// Executions that match, as they stand now: busted ones are left out, corrected ones show what counts. The newest
    /// first, by the time at which they happened; of one moment the one that was told last.
    List<LedgerTrade> trades(TradeFilter filter);
}
