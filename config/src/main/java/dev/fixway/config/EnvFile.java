package dev.fixway.config;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads a `.env` file: `KEY=value` lines, `#` comments, an optional `export`, and quotes.
///
/// - `'…'` is literal; `"…"` knows `\n \r \t \" \\ \$`; both end on their line
/// - Without quotes the value is trimmed and ends before a `#` that follows a blank
/// - `$` means nothing: there is no interpolation
/// - A name may stand once; values never appear in errors, as they may be secrets
final class EnvFile {

    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern EXPORT = Pattern.compile("export\\s+");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

    private final Path file;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Integer> lineOfName = new LinkedHashMap<>();

    private EnvFile(Path file) {
        this.file = file;
    }

    /// The values of a file in their order, none when there is no such file.
    static Map<String, String> read(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Map.of();
        }
        return new EnvFile(file).readLines();
    }

    private Map<String, String> readLines() {
        String text = text();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            readLine(line.strip(), number);
        }
        return values;
    }

    private String text() {
        try {
            String text = BoundedText.read(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (ConfigException e) {
            throw new ConfigException(file + ": " + e.getMessage() + ", expected a .env file", e);
        }
    }

    private void readLine(String line, int number) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (line.indexOf('\0') >= 0) {
            throw wrong(number, "a NUL character", "text");
        }
        String assignment = EXPORT.matcher(line).lookingAt() ? EXPORT.matcher(line).replaceFirst("") : line;
        int equals = assignment.indexOf('=');
        if (equals < 0) {
            throw wrong(number, "no '='", "KEY=value");
        }
        String key = assignment.substring(0, equals);
        if (!KEY.matcher(key).matches()) {
            throw wrong(number, "a name that is not letters, digits and underscores", "KEY=value");
        }
        Integer earlier = lineOfName.putIfAbsent(key, number);
        if (earlier != null) {
            throw wrong(number, key + " again, first in line " + earlier, "each name once");
        }
        values.put(key, value(assignment.substring(equals + 1).strip(), number));
    }

    private String value(String raw, int number) {
        char first = raw.isEmpty() ? ' ' : raw.charAt(0);
        return switch (first) {
            case '\'' -> quoted(raw, raw.indexOf('\'', 1), number);
            case '"' -> unescaped(quoted(raw, closingDoubleQuote(raw), number), number);
            default -> COMMENT.matcher(raw).replaceFirst("").strip();
        };
    }

    private String quoted(String raw, int end, int number) {
        if (end < 0) {
            throw wrong(number, "a quote that is not closed", "the closing quote on the same line");
        }
        String rest = raw.substring(end + 1).strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            throw wrong(number, "text after the closing quote", "a comment or nothing");
        }
        return raw.substring(1, end);
    }

    private static int closingDoubleQuote(String raw) {
        for (int i = 1; i < raw.length(); i++) {
            if (raw.charAt(i) == '\\') {
                i++;
            } else if (raw.charAt(i) == '"') {
                return i;
            }
        }
        return -1;
    }

    private String unescaped(String text, int number) {
        var plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(c == '\\' ? escape(text.charAt(++i), number) : c);
        }
        return plain.toString();
    }

    private char escape(char c, int number) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '"', '\\', '$' -> c;
            default -> throw wrong(number, "an unknown escape in double quotes", "one of \\n \\r \\t \\\" \\\\ \\$");
        };
    }

    private ConfigException wrong(int number, String found, String expected) {
        return new ConfigException(file + ":" + number + ": " + found + ", expected " + expected);
    }
}
