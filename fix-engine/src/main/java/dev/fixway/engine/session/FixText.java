package dev.fixway.engine.session;

import dev.fixway.engine.replay.TagValues;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A FIX message for people: its fields in the order of the wire, with the names and words of its version.
public record FixText(List<Field> fields) {

    public FixText {
        fields = List.copyOf(fields);
    }

    /// One field.
    ///
    /// - `name`: of the tag, the number itself when the dictionary has none
    /// - `meaning`: of an enumerated value such as `FILLED`; null for other values
    public record Field(int tag, String name, String value, @Nullable String meaning) {
        /// `OrdStatus(39)=2 FILLED`; control characters, which a terminal would obey, show as `?`.
        @Override
        public String toString() {
            String shown = value.replaceAll("\\p{Cntrl}|[\\x80-\\x9f]", "?");
            return name + '(' + tag + ")=" + shown + (meaning == null ? "" : " " + meaning);
        }
    }

    /// Decodes a message as it was on the wire; what is no field is left out.
    public static FixText of(String message) {
        TagValues values = TagValues.of(message);
        FixWords words = FixWords.of(values);
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            int tag = values.tag(i);
            String value = values.value(i);
            fields.add(new Field(tag, words.name(tag), value, words.meaning(tag, value)));
        }
        return new FixText(fields);
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
}
