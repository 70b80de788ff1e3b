package dev.fixway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One setting as its module declares it: a constant that is read through [Environment].
///
/// ```java
/// static final Setting<Integer> FIX_PORT =
///         Setting.integer("FIX_PORT", "", 9880, 0, 65535, "Port of the FIX acceptor; 0 takes a free one.");
/// int port = environment.get(FIX_PORT);
/// ```
///
/// - `name`: the environment variable; `NAME_FILE` may point at a file with the value instead
/// - `unit`: `ms`, `s`, `bytes`, … or empty
/// - `defaultText`: used when the setting is not set; null means none. It must parse
/// - `expected`: what a legal value is, completes "expected …" in errors
/// - `meaning`: one sentence for the table in the README
/// - `ignoresEmpty`: an empty value counts as not set; otherwise it is an error
/// - `isSecret`: the value is never shown
public record Setting<T>(String name, String unit, @Nullable String defaultText, String expected, String meaning,
        boolean ignoresEmpty, boolean isSecret, SettingParser<T> parser) {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");

    public Setting {
        require(NAME.matcher(name).matches(), name, "a name of capitals, digits and underscores");
        require(meaning.endsWith(".") && !meaning.contains("\n"), name, "a meaning that is one sentence");
        require(!"".equals(defaultText), name, "a default that is not empty");
        if (defaultText != null) {
            parser.parse(defaultText);
        }
    }

    /// Any text.
    public static Setting<String> text(String name, String defaultText, String meaning) {
        return new Setting<>(name, "", defaultText, "a text", meaning, false, false, text -> text);
    }

    /// Any text, without a default: to be read with [Environment#find(Setting)], or with `get` when it is required.
    public static Setting<String> optionalText(String name, String meaning) {
        return new Setting<>(name, "", null, "a text", meaning, false, false, text -> text);
    }

    /// A whole number from `min` to `max`, both included.
    public static Setting<Integer> integer(String name, String unit, int defaultValue, int min, int max,
            String meaning) {
        SettingParser<Long> number = Parsers.wholeNumber(min, max);
        return new Setting<>(name, unit, String.valueOf(defaultValue), Parsers.range(min, max, unit), meaning, false,
                false, text -> Math.toIntExact(number.parse(text)));
    }

    /// As [#integer], for what needs 64 bits.
    public static Setting<Long> longInteger(String name, String unit, long defaultValue, long min, long max,
            String meaning) {
        return new Setting<>(name, unit, String.valueOf(defaultValue), Parsers.range(min, max, unit), meaning, false,
                false, Parsers.wholeNumber(min, max));
    }

    /// A span in whole milliseconds, from 0 to a year.
    public static Setting<Duration> millis(String name, long defaultMillis, String meaning) {
        return millis(name, defaultMillis, 0, Parsers.YEAR.toMillis(), meaning);
    }

    /// A span in whole milliseconds within bounds.
    public static Setting<Duration> millis(String name, long defaultMillis, long minMillis, long maxMillis,
            String meaning) {
        SettingParser<Long> number = Parsers.wholeNumber(minMillis, maxMillis);
        return longInteger(name, "ms", defaultMillis, minMillis, maxMillis, meaning)
                .parsed(text -> Duration.ofMillis(number.parse(text)));
    }

    /// A span in whole seconds, from 0 to a year.
    public static Setting<Duration> seconds(String name, long defaultSeconds, String meaning) {
        return seconds(name, defaultSeconds, 0, Parsers.YEAR.toSeconds(), meaning);
    }

    /// A span in whole seconds within bounds.
    public static Setting<Duration> seconds(String name, long defaultSeconds, long minSeconds, long maxSeconds,
            String meaning) {
        SettingParser<Long> number = Parsers.wholeNumber(minSeconds, maxSeconds);
        return longInteger(name, "s", defaultSeconds, minSeconds, maxSeconds, meaning)
                .parsed(text -> Duration.ofSeconds(number.parse(text)));
    }

    /// One constant of an enum, written in lower case: `BINANCE_SPOT` is `binance_spot`.
    public static <E extends Enum<E>> Setting<E> choice(String name, E defaultChoice, String meaning) {
        var type = defaultChoice.getDeclaringClass();
        return new Setting<>(name, "", Parsers.spelling(defaultChoice), Parsers.spellings(type), meaning, false, false,
                Parsers.choice(type));
    }

    /// As [#choice(String, Enum, String)], without a default.
    public static <E extends Enum<E>> Setting<E> choice(String name, Class<E> type, String meaning) {
        return new Setting<>(name, "", null, Parsers.spellings(type), meaning, false, false, Parsers.choice(type));
    }

    /// A file or folder; a leading `~/` is the user's home, everything else is left as written.
    public static Setting<Path> path(String name, @Nullable String defaultText, String meaning) {
        return new Setting<>(name, "", defaultText, "a path", meaning, false, false, Parsers::path);
    }

    /// `true` or `1`, `false` or `0`.
    public static Setting<Boolean> flag(String name, boolean defaultValue, String meaning) {
        return new Setting<>(name, "", String.valueOf(defaultValue), "true or false", meaning, false, false,
                Parsers::flag);
    }

    /// A value that is never shown, without a default.
    public static Setting<Secret> secret(String name, String meaning) {
        return new Setting<>(name, "", null, "a secret", meaning, false, true, Secret::of);
    }

    /// As [#secret(String, String)], with a least length in UTF-8 bytes.
    public static Setting<Secret> secret(String name, int minBytes, String meaning) {
        return new Setting<>(name, "", null, "at least " + minBytes + " bytes", meaning, false, true,
                Parsers.secret(minBytes));
    }

    /// The same setting with a type of the caller's own.
    ///
    /// - `expected`: what a legal value is, completes "expected …"
    public <R> Setting<R> as(String expected, SettingParser<R> parser) {
        return new Setting<>(name, unit, defaultText, expected, meaning, ignoresEmpty, isSecret, parser);
    }

    /// The same setting, for which an empty value counts as not set.
    public Setting<T> emptyMeansUnset() {
        return new Setting<>(name, unit, defaultText, expected, meaning, true, isSecret, parser);
    }

    /// The same setting, whose value is never shown: a URL that may hold a password, for example.
    public Setting<T> neverShown() {
        return new Setting<>(name, unit, defaultText, expected, meaning, ignoresEmpty, true, parser);
    }

    /// The variable that may name a file with the value.
    String fileName() {
        return name + "_FILE";
    }

    private <R> Setting<R> parsed(SettingParser<R> parser) {
        return as(expected, parser);
    }

    private static void require(boolean holds, String name, String what) {
        if (!holds) {
            throw new IllegalArgumentException("setting " + name + " needs " + what);
        }
    }
}
