package dev.fixway.engine.session;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.LedgerTrade;
import dev.fixway.engine.ledger.OrderFilter;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.ledger.Snapshot;
import dev.fixway.engine.ledger.TradeFilter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A ledger in memory that several engines may have one after the other; it can be made to fail.
final class MemoryLedger implements Ledger, LedgerReader {
    final List<Group> groups = new CopyOnWriteArrayList<>();
    volatile boolean failing;

    private Stream<LedgerEvent> events() {
        return groups.stream().flatMap(group -> group.events().stream());
    }

    @Override
    public String installation() {
        return "TEST";
    }

    @Override
    public long headSeq() {
        return events().count();
    }

    @Override
    public void reopen() {
        if (failing) {
            throw new LedgerException("made to fail");
        }
    }

    @Override
    public void append(Group group) {
        if (failing) {
            throw new LedgerException("made to fail");
        }
        groups.add(group);
    }

    @Override
    public @Nullable Snapshot latestSnapshot() {
        return null;
    }

    @Override
    public void keep(Snapshot snapshot) {
        // Every start replays everything.
    }

    @Override
    public void replay(long afterSeq, long afterGroup, Consumer<Group> visitor) {
        groups.subList((int) afterGroup, groups.size()).forEach(visitor);
    }

    @Override
    public long groupCount() {
        return groups.size();
    }

    @Override
    public LedgerReader reader() {
        return this;
    }

    @Override
    public void close() {
        // The next engine goes on with it.
    }

    @Override
    public void read(long fromSeq, Predicate<LedgerEvent> visitor) {
        for (LedgerEvent row : events().filter(e -> e.seq() >= fromSeq).toList()) {
            if (!visitor.test(row)) {
                return;
            }
        }
    }

    @Override
    public List<SessionMark> marksSince(String session, long cursor) {
        return groups.stream()
                .flatMap(group -> group.sessionMarks().stream())
                .filter(mark -> mark.session().equals(session) && mark.cursor() > cursor)
                .toList();
    }

    @Override
    public List<LedgerEvent> eventsOf(OrderId orderId) {
        return events().filter(e -> orderId.value().equals(e.get(LedgerField.ORDER_ID))).toList();
    }

    @Override
    public List<LedgerEvent> eventsByClOrdId(String party, ClOrdId clOrdId) {
        return events()
                .filter(e -> party.equals(e.get(LedgerField.ACTOR_ID)) || party.equals(e.get(LedgerField.REQUESTER)))
                .filter(e -> clOrdId.value().equals(e.get(LedgerField.CL_ORD_ID)))
                .toList();
    }

    @Override
    public List<LedgerTrade> trades(TradeFilter filter) {
        throw new AssertionError("not asked by FIX");
    }

    @Override
    public List<OrderId> find(OrderFilter filter) {
        throw new AssertionError("not asked by FIX");
    }
}
