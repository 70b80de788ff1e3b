package dev.fixway.bridge.rest;

import dev.fixway.engine.ledger.LedgerEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the commands beside a running gateway ask of its ledger. Calls may block; they come on virtual threads.
public interface LedgerOps {
    /// All events of the order that has this id, be it ours, a client's, a route's or the venue's; oldest first, empty
    /// when there is none.
    ///
    /// Throws [dev.fixway.engine.ledger.QueryLagException] when the query side is too far behind.
    List<LedgerEvent> eventsOfAny(String id);

    /// Answers a question to the ledger: the next page of its rows.
    ///
    /// - `words`: what is asked, by the names that the answerer knows
    /// - `rowsMax`: most rows of a page for which the question does not say less
    /// - Throws BadQuestionException, and QueryLagException as above
    Page ask(Map<String, String> words, int rowsMax);

    /// A part of an answer.
    ///
    /// - `rows`: values by name, in their order; all text, `seq` a whole number
    /// - `next`: the cursor behind the last row; null when nothing can ever follow
    /// - `isMore`: whether rows are left now
    record Page(List<Map<String, String>> rows, @Nullable String next, boolean isMore) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /// A question that cannot be asked so; the message says which member is wrong and what is allowed.
    final class BadQuestionException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public BadQuestionException(String message) {
            super(message);
        }
    }

    /// Compares the query tables with what is committed.
    Verification verify();

    /// What a comparison came to.
    ///
    /// - `throughSeq`: the last event that was compared
    /// - `findings`: one sentence for each difference; none means clean
    record Verification(long throughSeq, List<String> findings) {
        public Verification {
            findings = List.copyOf(findings);
        }
    }
}
