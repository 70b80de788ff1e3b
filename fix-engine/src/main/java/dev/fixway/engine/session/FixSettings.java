package dev.fixway.engine.session;

import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the FIX acceptor listens and what it keeps.
///
/// - `config`: the sessions file; null takes the one that comes with Fixway
public record FixSettings(String host, int port, @Nullable Path config, Duration resetRepeat, Limits limits,
        LogSettings log) {
    private static final Setting<String> HOST = Setting.text("FIX_HOST", "127.0.0.1",
            "Address the FIX acceptor listens on.");
    private static final Setting<Integer> PORT = Setting.integer("FIX_PORT", "", 9880, 0, 65_535,
            "Port of the FIX acceptor; 0 takes a free one.");
    private static final Setting<Path> CONFIG = Setting.path("FIX_CONFIG", null,
            "Sessions file; without it CLIENT1, CLIENT2 and DROPCOPY may log on.");
    private static final Setting<Duration> RESET_REPEAT = Setting.millis("FIX_RESET_REPEAT_MS", 60_000,
            "Reports that were handed over so lately are sent again (97=Y) after a client has reset its numbers.");
    private static final Setting<Integer> UNWRITTEN_MAX = Setting.integer("FIX_UNWRITTEN_MAX", "messages", 10_000, 10,
            10_000_000, "Messages that may wait in a client's socket before its session counts as behind.");
    private static final Setting<Duration> BEHIND_MAX = Setting.millis("FIX_BEHIND_MAX_MS", 30_000,
            "A client whose socket takes nothing for so long while FIX_UNWRITTEN_MAX messages wait is disconnected.");
    private static final Setting<Integer> MESSAGE_SIZE = Setting.integer("FIX_MESSAGE_SIZE_MAX", "bytes", 2 << 20,
            4_096, 1 << 30, "Size of a message above which its connection is closed before the message is read.");
    private static final Setting<Duration> LOGON_DEADLINE = Setting.millis("FIX_LOGON_DEADLINE_MS", 10_000,
            "A connection that has not logged on by then is closed.");
    private static final Setting<Integer> CONNECTIONS = Setting.integer("FIX_CONNECTIONS_MAX", "connections", 500, 1,
            100_000, "FIX connections that may be open at a time; more are closed at once.");
    private static final Setting<Integer> PER_ADDRESS = Setting.integer("FIX_CONNECTIONS_PER_ADDRESS_MAX",
            "connections", 100, 1, 100_000, "The same for each remote address.");
    private static final Setting<Integer> PARKED = Setting.integer("FIX_PARKED_MAX", "messages", 10_000, 10, 10_000_000,
            "Messages of a client that may wait for a gap before them; what is above is asked for again.");
    private static final Setting<Duration> GAP_MAX = Setting.millis("FIX_GAP_MAX_MS", 60_000,
            "A client whose messages wait so long for one that is missing, and was asked for, is disconnected.");
    private static final Setting<Switch> LOG = Setting.choice("FIX_LOG", Switch.ON,
            "Whether FIX messages and session events are kept under DATA_DIR/fix/log.");
    private static final Setting<Long> LOG_SIZE = Setting.longInteger("FIX_LOG_SIZE_MAX", "bytes", 64L << 20, 4_096,
            1L << 40, "Size at which a FIX log file is closed and the next one begun.");
    private static final Setting<Integer> LOG_FILES = Setting.integer("FIX_LOG_FILES_MAX", "files", 16, 1, 10_000,
            "Closed FIX log files that are kept per session and kind.");

    private enum Switch {
        ON,
        OFF
    }

    /// What a client may use up.
    ///
    /// - `messageSizeMax`: bytes of one message
    /// - `logonDeadline`: from the connection to the logon
    /// - `unwrittenMax`: messages that its socket has not taken
    /// - `behindMax`: how long the socket may take nothing with so many waiting
    /// - `parkedMax`: messages behind a gap
    /// - `gapMax`: how long they may wait for the next one that is missing
    public record Limits(int messageSizeMax, Duration logonDeadline, int unwrittenMax, Duration behindMax,
            int connectionsMax, int connectionsPerAddressMax, int parkedMax, Duration gapMax) {
        /// What holds without settings.
        public static final Limits DEFAULT = new Limits(2 << 20, Duration.ofSeconds(10), 10_000, Duration.ofSeconds(30),
                500, 100, 10_000, Duration.ofSeconds(60));
    }

    /// What of the FIX traffic is kept as text.
    ///
    /// - `sizeMax`: bytes of one file
    /// - `filesMax`: closed files kept per session and kind
    public record LogSettings(boolean on, long sizeMax, int filesMax) {}

    /// Every setting of the FIX edge.
    public static List<Setting<?>> all() {
        return List.of(HOST, PORT, CONFIG, RESET_REPEAT, UNWRITTEN_MAX, BEHIND_MAX, MESSAGE_SIZE, LOGON_DEADLINE,
                CONNECTIONS, PER_ADDRESS, PARKED, GAP_MAX, LOG, LOG_SIZE, LOG_FILES);
    }

    public static FixSettings read(Environment environment) {
        LogSettings log = new LogSettings(environment.get(LOG) == Switch.ON, environment.get(LOG_SIZE),
                environment.get(LOG_FILES));
        Limits limits = new Limits(environment.get(MESSAGE_SIZE), environment.get(LOGON_DEADLINE),
                environment.get(UNWRITTEN_MAX), environment.get(BEHIND_MAX), environment.get(CONNECTIONS),
                environment.get(PER_ADDRESS), environment.get(PARKED), environment.get(GAP_MAX));
        return new FixSettings(environment.get(HOST), environment.get(PORT), environment.find(CONFIG).orElse(null),
                environment.get(RESET_REPEAT), limits, log);
    }

    /// The same on another port.
    public FixSettings at(int otherPort) {
        return new FixSettings(host, otherPort, config, resetRepeat, limits, log);
    }
}
