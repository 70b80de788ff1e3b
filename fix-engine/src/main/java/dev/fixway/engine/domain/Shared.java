package dev.fixway.engine.domain;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Values that are read from text, those of late once each: symbols, quantities and prices repeat, and thousands of open
/// orders need not have their own. Any thread.
final class Shared<T> {
    private static final int PLACES = 1 << 10;
    /// Longer ones are rare, and not worth the room.
    private static final int TEXT_LENGTH_MAX = 32;
    private final AtomicReferenceArray<@Nullable Known<T>> places = new AtomicReferenceArray<>(PLACES);
    private final Function<String, T> reader;

    private record Known<T>(String text, T value) {}

    Shared(Function<String, T> reader) {
        this.reader = reader;
    }

    /// What the text says; whatever the reader throws.
    T of(String text) {
        int place = text.hashCode() & (PLACES - 1);
        Known<T> known = places.getPlain(place);
        if (known != null && known.text.equals(text)) {
            return known.value;
        }
        T value = reader.apply(text);
        if (text.length() <= TEXT_LENGTH_MAX) {
            places.setPlain(place, new Known<>(text, value));
        }
        return value;
    }
}
