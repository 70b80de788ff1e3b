package dev.fixway.gateway;

import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.ForwardingLedger;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import java.util.Set;

/// Ends the process around the commit of a group that has an event of these types.
final class HaltingLedger extends ForwardingLedger {
    private final Set<EventType> types;
    private final Runnable before;
    private final Runnable behind;

    HaltingLedger(Ledger ledger, Set<EventType> types, Runnable before, Runnable behind) {
        super(ledger);
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
        super.append(group);
        if (meant) {
            behind.run();
        }
    }
}
