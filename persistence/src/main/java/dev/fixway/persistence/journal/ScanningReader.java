package dev.fixway.persistence.journal;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.CanonicalBytes;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.LedgerTrade;
import dev.fixway.engine.ledger.OrderFilter;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.ledger.StandingTrades;
import dev.fixway.engine.ledger.TradeFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Answers from the committed groups alone. What asks by id or by filter reads the whole history: right, but slow; the
/// query side answers that otherwise.
public class ScanningReader implements LedgerReader {
    private final CommittedGroups groups;

    public ScanningReader(CommittedGroups groups) {
        this.groups = groups;
    }

    @Override
    public void read(long fromSeq, Predicate<LedgerEvent> visitor) {
        long from = Math.max(1, fromSeq);
        groups.fromSeq(from, frame -> {
            boolean[] goesOn = {true};
            long[] seq = {frame.firstSeq()};
            frame.events((canonical, _, _) -> {
                if (goesOn[0] && seq[0]++ >= from) {
                    goesOn[0] = visitor.test(CanonicalBytes.read(canonical));
                }
            });
            return goesOn[0];
        });
    }

    @Override
    public List<SessionMark> marksSince(String session, long cursor) {
        List<SessionMark> marks = new ArrayList<>();
        // A cursor never exceeds the head of its own group, so the marks above `cursor` stand in groups that reach
        // beyond it.
        groups.fromSeq(Math.max(0, cursor) + 1, frame -> {
            frame.sessionMarks()
                    .stream()
                    .filter(mark -> mark.session().equals(session) && mark.cursor() > cursor)
                    .forEach(marks::add);
            return true;
        });
        return marks;
    }

    @Override
    public List<LedgerEvent> eventsOf(OrderId orderId) {
        return matching(event -> orderId.value().equals(event.get(LedgerField.ORDER_ID)));
    }

    @Override
    public List<LedgerEvent> eventsByClOrdId(String party, ClOrdId clOrdId) {
        return matching(event -> ClOrdIdUse.matches(event, party, clOrdId.value()));
    }

    @Override
    public List<OrderId> find(OrderFilter filter) {
        OrderRows rows = new OrderRows();
        read(1, event -> {
            rows.apply(event);
            return true;
        });
        return rows.find(filter);
    }

    @Override
    public List<LedgerTrade> trades(TradeFilter filter) {
        StandingTrades trades = new StandingTrades();
        read(1, event -> {
            trades.apply(event);
            return true;
        });
        return trades.find(filter);
    }

    private List<LedgerEvent> matching(Predicate<LedgerEvent> condition) {
        List<LedgerEvent> events = new ArrayList<>();
        read(1, event -> {
            if (condition.test(event)) {
                events.add(event);
            }
            return true;
        });
        return events;
    }
}
