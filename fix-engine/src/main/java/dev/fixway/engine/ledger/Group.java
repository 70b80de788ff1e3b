package dev.fixway.engine.ledger;

import java.util.List;

/// What is committed at once: events with consecutive sequences, and marks that ride along.
///
/// A group may carry marks alone.
public record Group(List<LedgerEvent> events, List<SessionMark> sessionMarks, List<ProviderMark> providerMarks) {
    public Group {
        events = List.copyOf(events);
        sessionMarks = List.copyOf(sessionMarks);
        providerMarks = List.copyOf(providerMarks);
    }

    public boolean isEmpty() {
        return events.isEmpty() && sessionMarks.isEmpty() && providerMarks.isEmpty();
    }
}
