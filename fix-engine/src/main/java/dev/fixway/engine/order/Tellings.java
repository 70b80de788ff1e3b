package dev.fixway.engine.order;

import dev.fixway.engine.domain.Report;
import dev.fixway.engine.ledger.LedgerEvent;
import java.util.ArrayList;
import java.util.List;

/// Lets the news of a committed group out: first to the feed, which only queues them, then to the FIX sessions.
/// Owned by the `orders` thread.
final class Tellings {
    private Tellings() {}

    static void tell(List<LedgerEvent> rows, List<Turn.Told> told, Sessions sessions, CommittedFeed feed) {
        if (!rows.isEmpty()) {
            if (feed.isHeard()) {
                OrderEngine.release(() -> feed.committed(committed(rows, told)));
            }
            feed.passed(rows.getLast().seq());
        }
        for (int i = 0; i < rows.size(); i++) {
            LedgerEvent row = rows.get(i);
            Report report = told.get(i).report();
            if (report != null) {
                told.get(i)
                        .recipients()
                        .forEach(session -> OrderEngine.release(() -> sessions.deliver(session, row, report)));
            }
        }
        OrderEngine.release(sessions::told);
    }

    private static List<CommittedFeed.Committed> committed(List<LedgerEvent> rows, List<Turn.Told> told) {
        List<CommittedFeed.Committed> group = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            group.add(new CommittedFeed.Committed(rows.get(i), told.get(i).after()));
        }
        return group;
    }
}
