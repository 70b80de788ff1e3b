package dev.fixway.engine.replay;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a log holds, before anything is compared.
///
/// - `unassigned`: messages of which neither log nor CompIDs tell the direction
/// - `truncated`: messages that their line or file cuts off
/// - `damaged`: files that could not be read to their end
public record ParseReport(List<Stream> streams, long messages, long unassigned, long truncated,
        List<String> damaged) {
    public ParseReport {
        streams = List.copyOf(streams);
        damaged = List.copyOf(damaged);
    }

    /// One direction of one session.
    ///
    /// - `types`: messages by MsgType(35), repeats included
    public record Stream(String session, Direction direction, SortedMap<String, Long> types, Map<Flaw, Long> flaws,
            Numbers numbers, Span span) {
        public Stream {
            types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
            flaws = Map.copyOf(flaws);
        }

        public long count() {
            return types.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /// MsgSeqNum(34) of a stream.
    ///
    /// - `gaps`: of the last epoch, first missing number → last missing number
    /// - `missing`: numbers that never came, in all epochs
    /// - `repeats`: messages whose number had come before
    public record Numbers(SortedMap<Integer, Integer> gaps, long missing, long resets, long repeats, int last) {
        public Numbers {
            gaps = Collections.unmodifiableSortedMap(new TreeMap<>(gaps));
        }
    }

    /// First and last time, as the log writes them.
    public record Span(String first, String last) {}
}
