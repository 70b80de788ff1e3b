package dev.fixway.gateway;

import dev.fixway.engine.ledger.ForwardingLedger;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.order.Gate;
import org.jspecify.annotations.Nullable;

/// The real ledger behind a door that a test shuts before commits, and that can be made to fail them.
final class HeldLedger extends ForwardingLedger {
    private final Gate commits;
    private volatile @Nullable String fault;
    private volatile boolean isInAfterAll;

    HeldLedger(Ledger ledger, Gate commits) {
        super(ledger);
        this.commits = commits;
    }

    /// From now on no group is in.
    void failAppends(String why) {
        fault = why;
    }

    /// As above, but the group whose append failed turns out to be in.
    void failAfterAppend(String why) {
        isInAfterAll = true;
        fault = why;
    }

    /// Groups are in again, once the ledger was reopened.
    void mend() {
        fault = null;
    }

    @Override
    public void append(Group group) {
        commits.pass();
        if (isInAfterAll) {
            isInAfterAll = false;
            super.append(group);
        }
        check();
        super.append(group);
    }

    @Override
    public void reopen() {
        check();
        super.reopen();
    }

    private void check() {
        String why = fault;
        if (why != null) {
            throw new LedgerException(why);
        }
    }
}
