package dev.fixway.engine.order;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.VenueAnswer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a [ScriptedVenue] answers to look-ups whatever its book says. Any thread.
final class ScriptedAnswers {
    private final Deque<VenueAnswer> next = new ArrayDeque<>();
    private final Map<RouteId, VenueAnswer> always = new HashMap<>();

    synchronized void then(VenueAnswer... answers) {
        next.addAll(List.of(answers));
    }

    synchronized void always(RouteId routeId, VenueAnswer answer) {
        always.put(routeId, answer);
    }

    /// The answer about this route; null where the book says it.
    synchronized @Nullable VenueAnswer take(RouteId routeId) {
        VenueAnswer fixed = always.get(routeId);
        return fixed != null ? fixed : next.poll();
    }
}
