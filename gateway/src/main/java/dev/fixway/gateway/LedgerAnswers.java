package dev.fixway.gateway;

import dev.fixway.bridge.rest.LedgerOps;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.persistence.query.LedgerPage;
import dev.fixway.persistence.query.LedgerQuestion;
import dev.fixway.persistence.query.LedgerRow;
import dev.fixway.persistence.query.Persistence;
import dev.fixway.persistence.sql.Comparison;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    public Page ask(Map<String, String> words, int rowsMax) {
        try {
            LedgerQuestion question = LedgerQuestion.of(words);
            long rows = Objects.requireNonNullElse(question.limit(), (long) rowsMax);
            LedgerPage page = persistence.query().page(question, rows);
            return new Page(page.rows().stream().map(LedgerRow::values).toList(), page.next(), page.isMore());
        } catch (dev.fixway.persistence.query.BadQuestionException e) {
            throw new LedgerOps.BadQuestionException(e.member() + ": " + e.getMessage());
        }
    }

    @Override
    public Verification verify() {
        Comparison comparison = persistence.compareWithDatabase();
        String fault = comparison.fault();
        return new Verification(comparison.appliedSeq(),
                fault == null ? List.of() : List.of("event " + comparison.badSeq() + ": " + fault));
    }
}
