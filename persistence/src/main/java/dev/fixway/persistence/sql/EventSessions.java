package dev.fixway.persistence.sql;

import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.ReportCodec;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The FIX sessions and API clients that an event has to do with: who acted, who entered the order or asked, who got
/// the report.
final class EventSessions {
    private static final String ARROW = "->";
    private static final Set<String> CLIENTS = Set.of("FIX_SESSION", "API_CLIENT");

    private EventSessions() {}

    /// Their names; a FIX session's also without what stands before the client's CompID.
    static Set<String> of(LedgerEvent event) {
        Set<String> names = new LinkedHashSet<>();
        add(names, event.get(LedgerField.SESSION_ID));
        add(names, event.get(LedgerField.ENTERING_SESSION));
        String actorType = event.get(LedgerField.ACTOR_TYPE);
        if (actorType != null && CLIENTS.contains(actorType)) {
            add(names, event.get(LedgerField.ACTOR_ID));
        }
        String requesterType = event.get(LedgerField.REQUESTER_TYPE);
        if (requesterType == null || CLIENTS.contains(requesterType)) {
            add(names, event.get(LedgerField.REQUESTER));
        }
        ReportCodec.recipients(event).forEach(name -> add(names, name));
        return names;
    }

    private static void add(Set<String> names, @Nullable String name) {
        if (name != null) {
            names.add(name);
            names.add(shortened(name));
        }
    }

    /// What follows the arrow of `FIX.4.4:FIXWAY->CLIENT1`; the name itself without one.
    static String shortened(String name) {
        int arrow = name.indexOf(ARROW);
        return arrow < 0 ? name : name.substring(arrow + ARROW.length());
    }
}
