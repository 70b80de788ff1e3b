package dev.fixway.engine.order;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a [ScriptedVenue] has said on its stream, so that a next engine hears again what it has missed; guarded by the
/// venue.
final class Tape {
    private final List<Consumer<VenueLine>> words = new ArrayList<>();
    /// Whether the stream has positions.
    volatile boolean hasPositions;
    private int repeated;

    void say(@Nullable VenueLine line, Consumer<VenueLine> word) {
        words.add(word);
        if (line != null && line.listener != null) {
            line.heard = words.size();
            word.accept(line);
        }
    }

    @Nullable
    String cursor(VenueLine line) {
        return hasPositions ? String.valueOf(line.heard) : null;
    }

    /// An engine begins to listen: what came after its cursor is said again.
    void resume(VenueLine line, @Nullable String cursor) {
        if (!hasPositions) {
            return;
        }
        for (int i = cursor == null ? 0 : Integer.parseInt(cursor); i < words.size(); i++) {
            repeated++;
            line.heard = i + 1;
            words.get(i).accept(line);
        }
    }

    /// How much was said again.
    int repeated() {
        return repeated;
    }
}
