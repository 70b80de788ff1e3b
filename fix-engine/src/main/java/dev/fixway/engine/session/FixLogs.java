package dev.fixway.engine.session;

import dev.fixway.engine.codec.Secrets;
import dev.fixway.engine.domain.UtcText;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import quickfix.Log;
import quickfix.LogFactory;
import quickfix.SessionID;

/// The FIX log: per session `<session>.messages.log` and `<session>.events.log`, secrets masked.
///
/// A line is `yyyyMMdd-HH:mm:ss.SSSSSS in|out e<epoch> 8=FIX…`; events have `event` or `error` there. Lines are kept in
/// memory and written by a thread of the log's own, five times a second and at the end; the messages that they show are
/// put into the session's store before. Else a process that ends would leave a line of a message that it has neither
/// sent nor stored, and that the next one sends as if for the first time.
final class FixLogs implements LogFactory, Closeable {
    /// Keeps nothing.
    static final LogFactory NONE = _ -> new Quiet();
    private static final long FLUSH_MILLIS = 200;
    private static final int EVENT_MAX = 16 << 10;
    private final Path folder;
    private final FixSettings.LogSettings settings;
    private final Map<String, Lane> lanes;
    private final InstantSource clock;
    private final List<Runnable> flushes = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService writer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("fix-log").factory());

    FixLogs(Path folder, FixSettings.LogSettings settings, Map<String, Lane> lanes, InstantSource clock) {
        LogFile.create(folder);
        this.folder = folder;
        this.settings = settings;
        this.lanes = lanes;
        this.clock = clock;
        var _ = writer.scheduleWithFixedDelay(this::flush, FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void flush() {
        flushes.forEach(Runnable::run);
    }

    @Override
    public Log create(SessionID id) {
        Lane lane = lanes.get(id.toString());
        String name = lane == null ? id.toString() : lane.profile().fileName();
        LogFile messages = new LogFile(folder, name + ".messages", settings);
        LogFile events = new LogFile(folder, name + ".events", settings);
        flushes.add(lane == null ? messages::flush : () -> messages.flush(lane::writeStore));
        flushes.add(events::flush);
        return new Written(messages, events, clock, lane == null ? () -> 0 : lane::epoch);
    }

    @Override
    public void close() {
        writer.shutdown();
        try {
            writer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flush();
    }

    /// One session's log.
    private record Written(LogFile messages, LogFile events, InstantSource clock, IntSupplier epoch) implements Log {
        @Override
        public void clear() {
            // A log is evidence: a reset of the numbers does not empty it.
        }

        @Override
        public void onIncoming(String message) {
            messages.append(line("in", Secrets.masked(message)));
        }

        @Override
        public void onOutgoing(String message) {
            messages.append(line("out", Secrets.masked(message)));
        }

        @Override
        public void onEvent(String text) {
            events.append(line("event", Secrets.maskedProse(cut(text))));
        }

        @Override
        public void onErrorEvent(String text) {
            events.append(line("error", Secrets.maskedProse(cut(text))));
        }

        /// Events quote messages, each several times; the messages themselves are kept whole.
        private static String cut(String text) {
            return text.length() <= EVENT_MAX
                    ? text
                    : text.substring(0, EVENT_MAX) + " (cut, " + text.length() + " characters)";
        }

        private String line(String kind, String text) {
            Instant now = clock.instant();
            String oneLine = text.indexOf('\n') < 0 ? text : text.replace("\r", "\\r").replace("\n", "\\n");
            return UtcText.fix(now) + ' ' + kind + " e" + epoch.getAsInt() + ' ' + oneLine;
        }
    }

    /// No log.
    private record Quiet() implements Log {
        @Override
        public void clear() {
            // Nothing is kept.
        }

        @Override
        public void onIncoming(String message) {
            // Nothing is kept.
        }

        @Override
        public void onOutgoing(String message) {
            // Nothing is kept.
        }

        @Override
        public void onEvent(String text) {
            // Nothing is kept.
        }

        @Override
        public void onErrorEvent(String text) {
            // Nothing is kept.
        }
    }
}
