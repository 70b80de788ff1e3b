package dev.fixway.engine.order;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.CanonicalBytes;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.LedgerTrade;
import dev.fixway.engine.ledger.OrderFilter;
import dev.fixway.engine.ledger.ProviderMark;
import dev.fixway.engine.ledger.QueryLagException;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.ledger.Snapshot;
import dev.fixway.engine.ledger.TradeFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A ledger in memory: rows are kept as the bytes that would be stored. A test can hold a commit, let it fail, and let
/// reads wait or fail. [#forNextEngine] gives the ledger to a next engine; the one before can append no more.
public final class MemoryLedger implements Ledger, LedgerReader {
    private final Store store;
    private volatile boolean isFenced;
    private volatile @Nullable String appendFailure;
    private volatile @Nullable String readFailure;
    private volatile boolean forgetsSnapshots;
    public final Gate commits = new Gate();
    public final Gate reads = new Gate();
    private final Queue<Long> lags = new ConcurrentLinkedQueue<>();

    /// What is on the imagined disk.
    private static final class Store {
        private final List<Frame> frames = new CopyOnWriteArrayList<>();
        private volatile long headSeq;
        private volatile @Nullable Snapshot snapshot;
    }

    private record Frame(long firstSeq, List<byte[]> rows, Group marks) {
        Group group() {
            return new Group(rows.stream().map(CanonicalBytes::read).toList(), marks.sessionMarks(),
                    marks.providerMarks());
        }
    }

    public MemoryLedger() {
        this(new Store());
    }

    private MemoryLedger(Store store) {
        this.store = store;
    }

    /// The same ledger for a next engine.
    public MemoryLedger forNextEngine() {
        synchronized (store) {
            isFenced = true;
        }
        return new MemoryLedger(store);
    }

    /// Lets every commit fail from now on.
    public void failAppends(String failure) {
        appendFailure = failure;
    }

    /// Lets reads by order and id fail; null ends that.
    public void failReads(@Nullable String failure) {
        readFailure = failure;
    }

    /// Recover from the events alone.
    public void forgetSnapshots() {
        forgetsSnapshots = true;
    }

    @Override
    public String installation() {
        return "T3ST";
    }

    @Override
    public long headSeq() {
        return store.headSeq;
    }

    @Override
    public void reopen() {
        if (appendFailure != null) {
            throw new LedgerException(appendFailure);
        }
    }

    @Override
    public void append(Group group) {
        commits.pass();
        String failure = appendFailure;
        if (failure != null) {
            throw new LedgerException(failure);
        }
        List<byte[]> rows = new ArrayList<>();
        synchronized (store) {
            if (isFenced) {
                throw new LedgerException("another engine writes this ledger");
            }
            long seq = store.headSeq;
            for (LedgerEvent row : group.events()) {
                if (row.seq() != ++seq) {
                    throw new IllegalStateException("expected sequence " + seq + " but found " + row.seq());
                }
                rows.add(CanonicalBytes.of(row));
            }
            Group marks = new Group(List.of(), group.sessionMarks(), group.providerMarks());
            store.frames.add(new Frame(store.headSeq + 1, List.copyOf(rows), marks));
            store.headSeq = seq;
        }
    }

    @Override
    public @Nullable Snapshot latestSnapshot() {
        return forgetsSnapshots ? null : store.snapshot;
    }

    @Override
    public void keep(Snapshot snapshot) {
        synchronized (store) {
            if (!isFenced) {
                store.snapshot = snapshot;
            }
        }
    }

    @Override
    public void replay(long afterSeq, long afterGroup, Consumer<Group> visitor) {
        for (Frame frame : store.frames.subList((int) afterGroup, store.frames.size())) {
            visitor.accept(frame.group());
        }
    }

    @Override
    public long groupCount() {
        return store.frames.size();
    }

    @Override
    public LedgerReader reader() {
        return this;
    }

    @Override
    public void close() {
        // Memory needs no end.
    }

    /// Every committed event, oldest first.
    public List<LedgerEvent> rows() {
        return store.frames.stream().flatMap(frame -> frame.group().events().stream()).toList();
    }

    /// The newest position of a provider's stream; null when there is none.
    public @Nullable String providerMark() {
        String cursor = null;
        for (Frame frame : store.frames) {
            for (ProviderMark mark : frame.marks().providerMarks()) {
                cursor = mark.cursor();
            }
        }
        return cursor;
    }

    @Override
    public void read(long fromSeq, Predicate<LedgerEvent> visitor) {
        for (LedgerEvent row : rows()) {
            if (row.seq() >= fromSeq && !visitor.test(row)) {
                return;
            }
        }
    }

    @Override
    public List<SessionMark> marksSince(String session, long cursor) {
        return store.frames.stream()
                .flatMap(frame -> frame.marks().sessionMarks().stream())
                .filter(mark -> mark.session().equals(session) && mark.cursor() > cursor)
                .toList();
    }

    @Override
    public List<LedgerEvent> eventsOf(OrderId orderId) {
        return asked(row -> orderId.value().equals(row.get(LedgerField.ORDER_ID)));
    }

    @Override
    public List<LedgerEvent> eventsByClOrdId(String party, ClOrdId clOrdId) {
        return asked(row -> clOrdId.value().equals(row.get(LedgerField.CL_ORD_ID)) && (party
                .equals(row.get(LedgerField.REQUESTER))
                || (!row.has(LedgerField.REQUESTER) && party.equals(row.get(LedgerField.ACTOR_ID)))));
    }

    /// As many reads as these find the query side behind by so much.
    void lag(Long... behind) {
        lags.addAll(List.of(behind));
    }

    private List<LedgerEvent> asked(Predicate<LedgerEvent> predicate) {
        Long behind = lags.poll();
        if (behind != null) {
            throw new QueryLagException(behind);
        }
        List<LedgerEvent> found = rows().stream().filter(predicate).toList();
        reads.pass();
        String failure = readFailure;
        if (failure != null) {
            throw new LedgerException(failure);
        }
        return found;
    }

    @Override
    public List<LedgerTrade> trades(TradeFilter filter) {
        throw new UnsupportedOperationException("the engine never lists");
    }

    @Override
    public List<OrderId> find(OrderFilter filter) {
        throw new UnsupportedOperationException("the engine never lists");
    }
}
