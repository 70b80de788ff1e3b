package dev.fixway.engine.ledger;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A ledger that leaves everything to another one; what stands round a ledger overrides what it cares about.
public class ForwardingLedger implements Ledger {
    private final Ledger ledger;

    protected ForwardingLedger(Ledger ledger) {
        this.ledger = ledger;
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
    public void append(Group group) {
        ledger.append(group);
    }

    @Override
    public void reopen() {
        ledger.reopen();
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
