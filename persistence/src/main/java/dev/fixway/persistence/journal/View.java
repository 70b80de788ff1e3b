package dev.fixway.persistence.journal;

import java.util.ArrayList;
import java.util.List;

/// What readers may see of the journal at a moment: its segments, the last of them up to the committed position.
record View(List<Segment> segments, Position head) {
    View {
        segments = List.copyOf(segments);
    }

    Segment last() {
        return segments.getLast();
    }

    /// The view after a commit in the last segment.
    View at(Position head) {
        return new View(segments, head);
    }

    /// The view with one more, empty segment.
    View with(Segment segment) {
        List<Segment> more = new ArrayList<>(segments);
        more.add(segment);
        return new View(more, head.inNext());
    }
}
