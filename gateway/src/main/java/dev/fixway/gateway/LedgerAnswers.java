package dev.fixway.gateway;

import dev.fixway.bridge.rest.LedgerOps;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.persistence.query.Persistence;
import dev.fixway.persistence.sql.Comparison;
import java.util.List;

/// Answers the commands beside a running gateway from its open ledger.
final class LedgerAnswers implements LedgerOps {
    private final Persistence persistence;

    LedgerAnswers(Persistence persistence) {
        this.persistence = persistence;
    }

    @Override
    public List<LedgerEvent> eventsOfAny(String id) {
        return persistence.query().eventsOf(id);
    }

    @Override
    public Verification verify() {
        Comparison comparison = persistence.compareWithDatabase();
        String fault = comparison.fault();
        return new Verification(comparison.appliedSeq(),
                fault == null ? List.of() : List.of("event " + comparison.badSeq() + ": " + fault));
    }
}
