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
    /// What a request asks for: the order, its terms, and the request that it changes.
    private static final int[] ASKED = {35, 11, 37, 38, 40, 41, 44, 54, 55, 59, 99, 152};

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
        for (int tag : ASKED) {
            if (!Objects.equals(first.get(tag), again.get(tag))) {
                return false;
            }
        }
        return true;
    }

    /// How often the session says that it asks again under the ClOrdID(11) of this report.
    int of(Leg report) {
        return marked.getOrDefault(id(report), 0);
    }
}
