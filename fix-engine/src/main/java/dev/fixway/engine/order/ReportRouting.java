package dev.fixway.engine.order;

import dev.fixway.engine.domain.AccountId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which FIX sessions get a report besides the entering session and the requester.
///
/// - `dropCopies`: sessions that get every ExecutionReport(8)
/// - `watchers`: sessions with `Reports=account`, by account
public record ReportRouting(List<String> dropCopies, Map<AccountId, List<String>> watchers) {
    public ReportRouting {
        dropCopies = List.copyOf(dropCopies);
        watchers = Map.copyOf(watchers);
    }

    List<String> recipients(AccountId account, @Nullable String entering, @Nullable String requester) {
        // Asked for every event of every order.
        if (watchers.isEmpty() && dropCopies.isEmpty() && entering != null
                && (requester == null || requester.equals(entering))) {
            return List.of(entering);
        }
        Set<String> sessions = new LinkedHashSet<>();
        if (requester != null) {
            sessions.add(requester);
        }
        if (entering != null) {
            sessions.add(entering);
        }
        sessions.addAll(watchers.getOrDefault(account, List.of()));
        sessions.addAll(dropCopies);
        return List.copyOf(sessions);
    }
}
