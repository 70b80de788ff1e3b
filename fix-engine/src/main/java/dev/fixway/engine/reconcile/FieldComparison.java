package dev.fixway.engine.reconcile;

import dev.fixway.engine.replay.TagValues;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Two messages, field by field, header and trailer aside.
final class FieldComparison {
    private static final Set<Integer> HEADER = Set.of(8, 9, 10, 34, 35, 43, 49, 50, 52, 56, 57, 89, 90, 91, 93, 97, 115,
            116, 122, 128, 129, 142, 143, 144, 145, 212, 213, 347, 369, 627, 628, 629, 630, 1128, 1129, 1156);
    /// The heavier one first: a report that differs in several fields is one break.
    private static final Map<Integer, BreakClass> CLASSES = Map.ofEntries(Map.entry(32, BreakClass.QUANTITY),
            Map.entry(14, BreakClass.QUANTITY), Map.entry(151, BreakClass.QUANTITY), Map.entry(38, BreakClass.QUANTITY),
            Map.entry(152, BreakClass.QUANTITY), Map.entry(31, BreakClass.PRICE), Map.entry(6, BreakClass.PRICE),
            Map.entry(44, BreakClass.PRICE), Map.entry(99, BreakClass.PRICE), Map.entry(12, BreakClass.FEE),
            Map.entry(13, BreakClass.FEE), Map.entry(1, BreakClass.WRONG_ACCOUNT), Map.entry(39, BreakClass.STATE),
            Map.entry(150, BreakClass.STATE), Map.entry(60, BreakClass.TIME_SKEW));

    private FieldComparison() {}

    /// A difference.
    record Difference(BreakClass kind, String text) {}

    /// How the logged message differs from the ledger's; null when it does not.
    static @Nullable Difference of(TagValues logged, TagValues recorded) {
        BreakClass kind = null;
        StringBuilder text = new StringBuilder();
        for (int tag : tags(logged, recorded)) {
            String there = logged.get(tag);
            String here = recorded.get(tag);
            if (there != null ? !there.equals(here) : here != null) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(tag)
                        .append(": ")
                        .append(shown(there))
                        .append(
                                " in the log, ")
                        .append(shown(here))
                        .append(" in the ledger");
                BreakClass found = CLASSES.getOrDefault(tag, BreakClass.TERMS);
                kind = kind == null || found.compareTo(kind) < 0 ? found : kind;
            }
        }
        return kind == null ? null : new Difference(kind, text.toString());
    }

    private static SortedSet<Integer> tags(TagValues... messages) {
        SortedSet<Integer> tags = new TreeSet<>();
        for (TagValues message : messages) {
            for (int i = 0; i < message.size(); i++) {
                if (!HEADER.contains(message.tag(i))) {
                    tags.add(message.tag(i));
                }
            }
        }
        return tags;
    }

    private static String shown(@Nullable String value) {
        return value == null ? "nothing" : value;
    }
}
