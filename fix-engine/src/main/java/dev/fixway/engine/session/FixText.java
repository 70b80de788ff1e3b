package dev.fixway.engine.session;

import dev.fixway.dictionary.Dictionaries;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import quickfix.ConfigError;
import quickfix.DataDictionary;

/// A FIX message for people: its fields in the order of the wire, with names and the words of enumerations.
public record FixText(List<Field> fields) {
    private static final char SOH = '\u0001';

    public FixText {
        fields = List.copyOf(fields);
    }

    /// One field.
    ///
    /// - `name`: of the tag, the number itself when the dictionary has none
    /// - `meaning`: of an enumerated value such as `FILLED`; null for other values
    public record Field(int tag, String name, String value, @Nullable String meaning) {
        /// `OrdStatus(39)=2 FILLED`.
        @Override
        public String toString() {
            return name + '(' + tag + ")=" + value + (meaning == null ? "" : " " + meaning);
        }
    }

    /// Decodes a message as it was on the wire; what is no field is left out.
    public static FixText of(String message) {
        List<Field> fields = new ArrayList<>();
        int at = 0;
        while (at < message.length()) {
            int end = message.indexOf(SOH, at);
            int stop = end < 0 ? message.length() : end;
            int equals = message.indexOf('=', at);
            if (equals > at && equals < stop && message.substring(at, equals).matches("[1-9][0-9]{0,8}")) {
                fields.add(field(Integer.parseInt(message.substring(at, equals)), message.substring(equals + 1, stop)));
            }
            at = stop + 1;
        }
        return new FixText(fields);
    }

    private static Field field(int tag, String value) {
        String name = Dictionaries.fix44().getFieldName(tag);
        return new Field(tag, name == null ? Integer.toString(tag) : name, value,
                Words.DICTIONARY.getValueName(tag, value));
    }

    /// The value of a field; empty when the message has none.
    public String value(int tag) {
        return fields.stream().filter(f -> f.tag() == tag).map(Field::value).findFirst().orElse("");
    }

    /// All fields in one line, separated by ` | `.
    @Override
    public String toString() {
        return fields.stream().map(Field::toString).collect(Collectors.joining(" | "));
    }

    /// QuickFIX/J's dictionary has the words that ours leaves out; loaded when first needed.
    private static final class Words {
        static final DataDictionary DICTIONARY = load();

        private static DataDictionary load() {
            try {
                return new DataDictionary("FIX44.xml");
            } catch (ConfigError e) {
                throw new IllegalStateException("QuickFIX/J has no FIX44.xml", e);
            }
        }
    }
}
