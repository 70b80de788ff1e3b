package dev.fixway.config;

import static java.util.stream.Collectors.joining;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// The parsers behind the makers of [Setting].
final class Parsers {

    static final Duration YEAR = Duration.ofDays(365);

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,30}");

    private Parsers() {}

    static SettingParser<Long> wholeNumber(long min, long max) {
        return text -> {
            if (isServiceLink(text)) {
                throw new ConfigException("is what Kubernetes sets in a pod beside a Service of that name"
                        + " (enableServiceLinks: false turns it off)");
            }
            if (!WHOLE_NUMBER.matcher(text).matches()) {
                throw new ConfigException("is not a whole number");
            }
            var number = new BigInteger(text);
            if (number.compareTo(BigInteger.valueOf(min)) < 0 || number.compareTo(BigInteger.valueOf(max)) > 0) {
                throw new ConfigException("is out of range");
            }
            return number.longValueExact();
        };
    }

    /// Kubernetes gives every pod a `NAME_PORT=tcp://address:port` for each Service of its namespace.
    static boolean isServiceLink(String text) {
        return text.startsWith("tcp://") || text.startsWith("udp://");
    }

    static String range(long min, long max, String unit) {
        return ("a whole number from " + min + " to " + max + " " + unit).strip();
    }

    static <E extends Enum<E>> SettingParser<E> choice(Class<E> type) {
        return text -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> spelling(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new ConfigException("is not a known choice"));
    }

    static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> String spellings(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Parsers::spelling).collect(joining(", ", "one of ", ""));
    }

    static Path path(String text) {
        try {
            return text.startsWith("~/") ? Path.of(System.getProperty("user.home"), text.substring(2)) : Path.of(text);
        } catch (InvalidPathException e) {
            throw new ConfigException("is not a path", e);
        }
    }

    static boolean flag(String text) {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new ConfigException("is neither");
        };
    }

    static SettingParser<Secret> secret(int minBytes) {
        return text -> {
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            if (length < minBytes) {
                throw new ConfigException("is " + length + " bytes long");
            }
            return Secret.of(text);
        };
    }
}
