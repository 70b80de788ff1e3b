package dev.fixway.gateway;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.Snapshot;
import dev.fixway.engine.order.Gate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The real ledger behind a door that a test shuts before commits, and that can be made to fail them.
final class HeldLedger implements Ledger {
    private final Gate commits;
    private final Ledger ledger;
    private volatile @Nullable String fault;

    HeldLedger(Ledger ledger, Gate commits) {
        this.ledger = ledger;
        this.commits = commits;
    }

    /// From now on no group is in.
    void failAppends(String why) {
        fault = why;
    }

    @Override
    public void append(Group group) {
        commits.pass();
        String why = fault;
        if (why != null) {
            throw new LedgerException(why);
        }
        ledger.append(group);
    }

    @Override
    public String installation() {
        return ledger.installation();
    }

    @Override
    public long headSeq() {
        return ledger.headSeq();
    }

    @Override
    public @Nullable Snapshot latestSnapshot() {
        return ledger.latestSnapshot();
    }

    @Override
    public void keep(Snapshot snapshot) {
        ledger.keep(snapshot);
    }

    @Override
    public void replay(long afterSeq, long afterGroup, Consumer<Group> visitor) {
        ledger.replay(afterSeq, afterGroup, visitor);
    }

    @Override
    public long groupCount() {
        return ledger.groupCount();
    }

    @Override
    public LedgerReader reader() {
        return ledger.reader();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
