package dev.fixway.persistence.journal;

import java.util.function.Predicate;

/// Reads committed groups as they are stored, wherever that is. Any thread.
public interface CommittedGroups {
    /// Sequence of the last committed event.
    long headSeq();

    /// Groups from the one that holds a sequence on, to the head of this moment, until the visitor says false.
    ///
    /// Groups of marks alone that come before that event are left out.
    void fromSeq(long seq, Predicate<StoredGroup> visitor);
}
