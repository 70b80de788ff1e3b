package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;

/// When an event counts as a use of a ClOrdID(11) by a party: it carries the id, and the party acted or asked for it.
public final class ClOrdIdUse {
    private ClOrdIdUse() {}

    public static boolean matches(LedgerEvent event, String party, String clOrdId) {
        return clOrdId.equals(event.get(LedgerField.CL_ORD_ID))
                && (party.equals(event.get(LedgerField.ACTOR_ID)) || party.equals(event.get(LedgerField.REQUESTER)));
    }
}
