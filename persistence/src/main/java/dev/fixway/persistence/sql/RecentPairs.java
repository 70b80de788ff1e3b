package dev.fixway.persistence.sql;

import java.util.LinkedHashMap;
import java.util.Map;

/// The pairs of numbers that were added last, up to a limit. Not shared between threads.
final class RecentPairs {
    private final Map<Pair, Boolean> pairs;

    private record Pair(long one, long other) {}

    RecentPairs(int max) {
        pairs = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Pair, Boolean> eldest) {
                return size() > max;
            }
        };
    }

    /// Whether the pair is new.
    boolean add(long one, long other) {
        return pairs.put(new Pair(one, other), true) == null;
    }

    void clear() {
        pairs.clear();
    }
}
