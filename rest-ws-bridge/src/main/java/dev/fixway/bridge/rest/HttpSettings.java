package dev.fixway.bridge.rest;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.config.Secret;
import dev.fixway.config.Setting;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the Trading API listens and who may use it.
///
/// - `apiKey`: null when nobody is asked for one
/// - `gitSha`: shown by `/health`
/// - `showsDocs`: whether the API's document and its page are there
public record HttpSettings(InetAddress host, int port, @Nullable Secret apiKey, String gitSha, boolean showsDocs,
        Limits limits) {
    private static final int KEY_BYTES_MIN = 32;
    private static final Pattern IPV4 = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]+]");
    private static final Pattern PRESENTABLE = Pattern.compile("[!-~]|[!-~][ -~]*[!-~]");

    private static final Setting<InetAddress> HOST = Setting
            .text("GATEWAY_HOST", "127.0.0.1", "Address that REST and WebSocket listen on; IPv6 in brackets.")
            .as("a literal IP address, IPv6 in brackets", HttpSettings::address);
    private static final Setting<Integer> PORT = Setting.integer("GATEWAY_PORT", "", 8080, 0, 65_535,
            "Port of REST and WebSocket; 0 takes a free one.");
    private static final Setting<Secret> API_KEY = Setting
            .secret("GATEWAY_API_KEY", KEY_BYTES_MIN,
                    "Key that clients of the Trading API must present; empty means none.")
            .emptyMeansUnset()
            .as("at least " + KEY_BYTES_MIN + " bytes of printable ASCII, no blanks around it", HttpSettings::key);
    private static final Setting<String> GIT_SHA = Setting
            .text("GIT_SHA", "unknown", "Commit of the build, shown by /health.")
            .emptyMeansUnset();
    private static final Setting<String> ENABLE_SWAGGER = Setting.text("ENABLE_SWAGGER", "false",
            "`true` or `1` shows the API's document at /api-docs/openapi.json and /swagger-ui/; anything else does not.");
    private static final Setting<Duration> ENGINE_DEADLINE = Setting.millis("REST_ENGINE_DEADLINE_MS", 25_000,
            "How long a REST request waits for the engine; an order that has not gone to its venue by then does not go.");

    private static final Setting<Integer> CONNECTIONS = Setting.integer("HTTP_CONNECTIONS_MAX", "connections", 4_096, 1,
            1_000_000, "Connections to REST and WebSocket that may be open; one more is closed at once.");
    private static final Setting<Integer> PER_ADDRESS = Setting.integer("HTTP_CONNECTIONS_PER_ADDRESS_MAX",
            "connections", 2_048, 1, 1_000_000, "Connections to REST and WebSocket that one address may have open.");
    private static final Setting<Integer> IDLE = Setting.integer("HTTP_IDLE_TIMEOUT_MS", "ms", 600_000, 1_000,
            86_400_000, "How long a connection may be open between two requests.");
    private static final Setting<Integer> REQUEST = Setting.integer("HTTP_REQUEST_TIMEOUT_MS", "ms", 75_000, 1_000,
            3_600_000, "How long the head of a request, its body, or the reading of its answer may take.");

    /// What one client, and all of them, may take.
    ///
    /// - `idle`: time that a connection may be open between two requests
    /// - `request`: time for a head, for a body, and for the reading of an answer
    /// - `engine`: time for the engine's answer
    public record Limits(int connectionsMax, int connectionsPerAddressMax, Duration idle, Duration request,
            Duration engine) {}

    /// Every setting of the Trading API.
    public static List<Setting<?>> all() {
        return List.of(HOST, PORT, API_KEY, GIT_SHA, ENABLE_SWAGGER, CONNECTIONS, PER_ADDRESS, IDLE, REQUEST,
                ENGINE_DEADLINE);
    }

    public static HttpSettings read(Environment environment) {
        return new HttpSettings(environment.get(HOST), environment.get(PORT), environment.find(API_KEY).orElse(null),
                environment.get(GIT_SHA), Set.of("true", "1").contains(environment.get(ENABLE_SWAGGER)),
                new Limits(environment.get(CONNECTIONS), environment.get(PER_ADDRESS),
                        Duration.ofMillis(environment.get(IDLE)), Duration.ofMillis(environment.get(REQUEST)),
                        environment.get(ENGINE_DEADLINE)));
    }

    private static InetAddress address(String text) {
        boolean isIpv6 = IPV6.matcher(text).matches();
        if (!isIpv6 && !IPV4.matcher(text).matches()) {
            throw new ConfigException("is not an IP address");
        }
        try {
            return InetAddress.ofLiteral(isIpv6 ? text.substring(1, text.length() - 1) : text);
        } catch (IllegalArgumentException _) {
            throw new ConfigException("is not an IP address");
        }
    }

    private static Secret key(String text) {
        int bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        if (bytes < KEY_BYTES_MIN) {
            throw new ConfigException("is " + bytes + " bytes long");
        }
        if (!PRESENTABLE.matcher(text).matches()) {
            throw new ConfigException("could never be presented in a header");
        }
        return Secret.of(text);
    }
}
