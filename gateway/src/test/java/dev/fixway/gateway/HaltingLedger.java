package dev.fixway.gateway;

import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.Snapshot;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Ends the process around the commit of a group that has an event of these types.
final class HaltingLedger implements Ledger {
    private final Ledger ledger;
    private final Set<EventType> types;
    private final Runnable before;
    private final Runnable behind;

    HaltingLedger(Ledger ledger, Set<EventType> types, Runnable before, Runnable behind) {
        this.ledger = ledger;
        this.types = types;
        this.before = before;
        this.behind = behind;
    }

    @Override
    public void append(Group group) {
        boolean meant = group.events().stream().anyMatch(event -> types.contains(event.type()));
        if (meant) {
            before.run();
        }
        ledger.append(group);
        if (meant) {
            behind.run();
        }
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
    public long groupCount() {
        return ledger.groupCount();
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
    public LedgerReader reader() {
        return ledger.reader();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
