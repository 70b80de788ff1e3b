package dev.fixway.engine.session;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.LedgerTrade;
import dev.fixway.engine.ledger.OrderFilter;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.ledger.TradeFilter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a [TestEngine] has committed.
final class TestRows implements LedgerReader {
    final List<LedgerEvent> events = new CopyOnWriteArrayList<>();
    final List<SessionMark> marks = new CopyOnWriteArrayList<>();
    private volatile @Nullable Runnable afterRead;

    /// Runs once on the thread of the next reader who came to the end of the ledger.
    void afterNextRead(Runnable task) {
        afterRead = task;
    }

    @Override
    public void read(long fromSeq, Predicate<LedgerEvent> visitor) {
        for (LedgerEvent row : events) {
            if (row.seq() >= fromSeq && !visitor.test(row)) {
                return;
            }
        }
        Runnable task = afterRead;
        if (task != null) {
            afterRead = null;
            task.run();
        }
    }

    @Override
    public List<SessionMark> marksSince(String session, long cursor) {
        return marks.stream().filter(mark -> mark.session().equals(session) && mark.cursor() > cursor).toList();
    }

    @Override
    public List<LedgerEvent> eventsOf(OrderId orderId) {
        throw new AssertionError("not asked by FIX");
    }

    @Override
    public List<LedgerEvent> eventsByClOrdId(String party, ClOrdId clOrdId) {
        throw new AssertionError("not asked by FIX");
    }

    @Override
    public List<OrderId> find(OrderFilter filter) {
        throw new AssertionError("not asked by FIX");
    }

    @Override
    public List<LedgerTrade> trades(TradeFilter filter) {
        throw new AssertionError("not asked by FIX");
    }
}
