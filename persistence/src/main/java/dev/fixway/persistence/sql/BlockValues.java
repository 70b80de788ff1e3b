package dev.fixway.persistence.sql;

import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/// The values of one block of events so far. Not shared between threads.
final class BlockValues {
    /// Most events repeat what others of the block have: known texts are not hashed again.
    private final Map<LedgerField, Set<String>> texts = new EnumMap<>(LedgerField.class);
    private final Set<Long> hashes = new HashSet<>();

    /// Begins with another block.
    void clear() {
        texts.values().forEach(Set::clear);
        hashes.clear();
    }

    /// Adds an event's values, and shows the visitor the hashes that the block did not have.
    void add(LedgerEvent event, LongConsumer visitor) {
        EventBlocks.visit(event, (field, text) -> {
            if (texts.computeIfAbsent(field, _ -> new HashSet<>()).add(text)) {
                long hash = EventBlocks.value(field, text);
                if (hashes.add(hash)) {
                    visitor.accept(hash);
                }
            }
        });
    }
}
