package dev.fixway.engine.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Goes through logs once, message by message, and tells what is new in which session. One caller's thread.
public final class LogReplay {
    private final String ours;
    private final Map<String, Counter> streams = new TreeMap<>();
    private final List<String> damaged = new ArrayList<>();
    private long messages;
    private long unassigned;
    private long truncated;

    /// - `ours`: CompID of our side, for logs that do not say which way a message went
    public LogReplay(String ours) {
        this.ours = ours;
    }

    /// Takes what the logs hold.
    @FunctionalInterface
    public interface Visitor {
        /// - `isNew`: false for a repeat of a number that has come before
        void message(String session, Direction direction, LogMessage message, boolean isNew) throws IOException;
    }

    /// Reads a file.
    ///
    /// - `progress`: hears the number of messages so far, now and then
    public void read(Path file, Visitor visitor, LongConsumer progress) throws IOException {
        try (MessageScanner scanner = new MessageScanner(file.toString(), LogFiles.open(file))) {
            for (LogMessage message = next(scanner, file); message != null; message = next(scanner, file)) {
                if (++messages % 10_000 == 0) {
                    progress.accept(messages);
                }
                Direction direction = message.direction(ours);
                if (direction == null) {
                    unassigned++;
                    continue;
                }
                String session = message.session(direction);
                if (message.flaws().contains(Flaw.TRUNCATED)) {
                    truncated++;
                    visitor.message(session, direction, message, false);
                    continue;
                }
                Counter counter = streams.computeIfAbsent(session + ' ' + direction,
                        _ -> new Counter(session, direction));
                visitor.message(session, direction, message, counter.count(message));
            }
            if (scanner.damage() != null) {
                damaged.add(file + ": " + scanner.damage());
            }
        }
    }

    private static @Nullable LogMessage next(MessageScanner scanner, Path file) throws IOException {
        try {
            return scanner.next();
        } catch (IOException e) {
            throw new IOException("cannot be read: " + file + ": " + e.getMessage(), e);
        }
    }

    /// What was found so far.
    public ParseReport report() {
        List<ParseReport.Stream> all = new ArrayList<>();
        streams.values().forEach(counter -> all.add(counter.stream()));
        return new ParseReport(all, messages, unassigned, truncated, damaged);
    }

    private static final class Counter {
        private final String session;
        private final Direction direction;
        private final SequenceCheck numbers = new SequenceCheck();
        private final TreeMap<String, Long> types = new TreeMap<>();
        private final Map<Flaw, Long> flaws = new EnumMap<>(Flaw.class);
        private String first = "";
        private String last = "";

        private Counter(String session, Direction direction) {
            this.session = session;
            this.direction = direction;
        }

        boolean count(LogMessage message) {
            types.merge(message.msgType(), 1L, Long::sum);
            message.flaws().forEach(flaw -> flaws.merge(flaw, 1L, Long::sum));
            String time = message.time();
            first = first.isEmpty() ? time : first;
            last = time.isEmpty() ? last : time;
            return numbers.isNew(message);
        }

        ParseReport.Stream stream() {
            return new ParseReport.Stream(session, direction, types, flaws, numbers.numbers(),
                    new ParseReport.Span(first, last));
        }
    }
}
