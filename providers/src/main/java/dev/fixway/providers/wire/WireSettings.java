package dev.fixway.providers.wire;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// How patient adapters are with their venues.
///
/// - `connectTimeout`: for a connection, within `requestTimeout`
/// - `requestTimeout`: from a call to the last byte of its answer
/// - `bodyBytesMax`: a longer answer or stream message is not read
/// - `silenceMax`: a stream that shows no sign of life for so long is broken
/// - `firstBackoff`, `backoffMax`: pause between attempts to connect, doubled from the first to the longest
/// - `alarmAfter`: a stream that could not be had for so long is told as an error; the attempts go on
public record WireSettings(Duration connectTimeout, Duration requestTimeout, int bodyBytesMax, Duration silenceMax,
        Duration firstBackoff, Duration backoffMax, Duration alarmAfter) {
    private static final Setting<Duration> CONNECT = Setting.millis("PROVIDER_CONNECT_TIMEOUT_MS", 3_000, 1, 60_000,
            "How long a connection to a venue may take to come up.");
    private static final Setting<Duration> REQUEST = Setting.millis("PROVIDER_REQUEST_TIMEOUT_MS", 8_000, 1, 600_000,
            "How long a request to a venue may take, its whole answer included.");
    private static final Setting<Integer> BODY = Setting.integer("PROVIDER_BODY_BYTES_MAX", "bytes", 8_388_608, 1_024,
            1_073_741_824,
            "Longest answer or stream message of a venue that is read.");
    private static final Setting<Duration> SILENCE = Setting.millis("PROVIDER_STREAM_SILENCE_MS", 30_000, 10,
            3_600_000,
            "How long a venue's stream may show no sign of life before it is connected anew.");
    private static final Setting<Duration> BACKOFF = Setting.millis("RECONNECT_INITIAL_BACKOFF_MS", 1_000, 1, 3_600_000,
            "First pause before a venue's stream is connected again; doubled up to the longest.");
    private static final Setting<Duration> BACKOFF_MAX = Setting.millis("RECONNECT_MAX_BACKOFF_MS", 60_000, 1,
            3_600_000,
            "Longest pause before a venue's stream is connected again.");
    private static final Setting<Duration> ALARM = Setting.seconds("RECONNECT_MAX_DURATION_SECS", 300,
            "How long a venue's stream may be away before that is an error; attempts go on.");

    /// Every setting of the wire.
    public static List<Setting<?>> all() {
        return List.of(CONNECT, REQUEST, BODY, SILENCE, BACKOFF, BACKOFF_MAX, ALARM);
    }

    /// A setting with the address of a venue.
    ///
    /// - `scheme`: `http` or `ws`; the secure one is allowed too
    public static Setting<URI> address(String name, String meaning, String scheme) {
        String expected = "an address with " + scheme + ":// or " + scheme + "s://";
        return Setting.optionalText(name, meaning).as(expected, text -> {
            if (!text.matches(scheme + "s?://[^/?#@]+(/[^?#]*)?")) {
                throw new ConfigException("is not " + expected);
            }
            return URI.create(text.replaceAll("/+$", ""));
        });
    }

    /// Throws ConfigException when one of a venue's credentials is missing: with the names of those that are set and of
    /// those that are not.
    public static void requireCredentials(String venue, Environment environment, List<String> names) {
        List<String> missing = names.stream().filter(name -> !environment.isPresent(name)).toList();
        if (!missing.isEmpty()) {
            List<String> set = names.stream().filter(environment::isPresent).toList();
            throw new ConfigException(venue + " needs " + String.join(" and ", names) + ": missing "
                    + String.join(", ", missing) + "; set " + (set.isEmpty() ? "none" : String.join(", ", set)));
        }
    }

    public static WireSettings read(Environment environment) {
        return new WireSettings(environment.get(CONNECT), environment.get(REQUEST), environment.get(BODY),
                environment.get(SILENCE), environment.get(BACKOFF), environment.get(BACKOFF_MAX),
                environment.get(ALARM));
    }
}
