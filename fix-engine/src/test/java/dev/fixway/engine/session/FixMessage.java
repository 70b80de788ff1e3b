package dev.fixway.engine.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A FIX message as a test sees it: its fields in order.
public record FixMessage(List<Map.Entry<Integer, String>> fields) {
    private static final String SOH = "\u0001";

    /// Reads `35=D|11=A1` or the same with SOH.
    public static FixMessage parse(String text) {
        List<Map.Entry<Integer, String>> fields = new ArrayList<>();
        for (String part : text.replace(SOH, "|").split("\\|", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            fields.add(Map.entry(Integer.valueOf(part.substring(0, equals)), part.substring(equals + 1)));
        }
        return new FixMessage(fields);
    }

    /// The value of a field; null when the message has none.
    public @Nullable String find(int tag) {
        return fields.stream().filter(f -> f.getKey() == tag).map(Map.Entry::getValue).findFirst().orElse(null);
    }

    /// The value of a field; fails when the message has none.
    public String get(int tag) {
        String value = find(tag);
        if (value == null) {
            throw new AssertionError("no tag " + tag + " in " + this);
        }
        return value;
    }

    public int number(int tag) {
        return Integer.parseInt(get(tag));
    }

    public String type() {
        return get(35);
    }

    public boolean isYes(int tag) {
        return "Y".equals(find(tag));
    }

    /// Some of its fields as text, in the order asked for: `35=8|150=0|41=`; a field that is absent is empty.
    public String pick(int... tags) {
        List<String> parts = new ArrayList<>();
        for (int tag : tags) {
            String value = find(tag);
            parts.add(tag + "=" + (value == null ? "" : value));
        }
        return String.join("|", parts);
    }

    /// What stays the same when it is sent again: everything but 8, 9, 10, 34, 43, 52, 97, 122.
    public String content() {
        List<Integer> changing = List.of(8, 9, 10, 34, 43, 52, 97, 122);
        return fields.stream()
                .filter(f -> !changing.contains(f.getKey()))
                .map(f -> f.getKey() + "=" + f.getValue())
                .collect(Collectors.joining("|"));
    }

    @Override
    public String toString() {
        return fields.stream().map(f -> f.getKey() + "=" + f.getValue()).collect(Collectors.joining("|"));
    }
}
