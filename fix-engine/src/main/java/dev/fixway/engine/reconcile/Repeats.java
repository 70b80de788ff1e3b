package dev.fixway.engine.reconcile;

import dev.fixway.engine.replay.TagValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What is asked again with PossDupFlag(43) or PossResend(97): it is answered from what the ledger knows of the first,
/// and neither the repeat nor its answer is recorded. Of one partition.
final class Repeats {
    /// What makes a repeat another request, by MsgType(35): the terms. A cancel has none, and one that names another
    /// order is recorded.
    private static final Map<String, int[]> TERMS = Map.of("D", new int[]{38, 40, 44, 54, 55, 59, 99, 152}, "G",
            new int[]{38, 40, 44, 59, 99, 152}, "F", new int[0]);

    private final Map<String, List<TagValues>> recorded = new HashMap<>();
    private final Map<String, Integer> marked = new HashMap<>();

    void add(Leg leg) {
        if (leg.kind() != Leg.Kind.REQUEST) {
            return;
        }
        if (!leg.isLogged()) {
            recorded.computeIfAbsent(id(leg), _ -> new ArrayList<>()).add(leg.fields());
        } else if (leg.isMarked()) {
            marked.merge(id(leg), 1, Integer::sum);
        }
    }

    private static String id(Leg leg) {
        return leg.session() + ' ' + leg.fields().text(11);
    }

    /// Whether a request that the ledger does not have asks once more for what it has.
    boolean isRepeat(Leg logged) {
        return logged.kind() == Leg.Kind.REQUEST && logged.isMarked()
                && recorded.getOrDefault(id(logged), List.of())
                        .stream()
                        .anyMatch(first -> asksForTheSame(first, logged.fields()));
    }

    private static boolean asksForTheSame(TagValues first, TagValues again) {
        String msgType = again.text(35);
        for (int tag : TERMS.getOrDefault(msgType, new int[0])) {
            if (!Objects.equals(first.get(tag), again.get(tag))) {
                return false;
            }
        }
        return msgType.equals(first.text(35));
    }

    /// How often the session says that it asks again under the ClOrdID(11) of this report.
    int of(Leg report) {
        return marked.getOrDefault(id(report), 0);
    }
}
