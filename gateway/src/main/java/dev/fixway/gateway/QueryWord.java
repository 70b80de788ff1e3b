package dev.fixway.gateway;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/// What a question to the ledger may be narrowed by: an option of `fixway ledger query` each, named like the word of
/// the question.
enum QueryWord {
    SESSION("NAME",
            "FIX session (whole, or its client's CompID) or API client that acted, entered the order or got the report."),
    ACCOUNT("ACCOUNT", "Exactly as recorded."),
    SYMBOL("SYMBOL", "Exactly as recorded."),
    PROVIDER("PROVIDER", "Exactly as recorded, such as mock."),
    TYPE("TYPE,…", "Event types such as FILL,PARTIAL_FILL."),
    FROM("TIME", "Events that happened then or later."),
    TO("TIME", "Events that happened before."),
    AS_OF("TIME", "Orders as what was recorded until then has them: the one with this ID, else those open then."),
    LIMIT("N", "Most rows (default: all)."),
    LAST("N", "The newest N rows that match, in their order."),
    AFTER("CURSOR", "Goes on where an answer to the same question ended; for events a sequence number too.");

    private final String label;
    private final String text;

    QueryWord(String label, String text) {
        this.label = label;
        this.text = text;
    }

    /// Gives a command an option for each word; what is given on the command line gets into `words`.
    static void into(CommandSpec spec, Map<String, String> words) {
        for (QueryWord word : values()) {
            spec.addOption(OptionSpec.builder("--" + word.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .type(String.class)
                    .paramLabel(word.label)
                    .description(word.text)
                    .setter(word.putInto(words))
                    .build());
        }
    }

    private ISetter putInto(Map<String, String> words) {
        String name = name().toLowerCase(Locale.ROOT);
        return new ISetter() {
            @Override
            @SuppressWarnings("NullAway") // There is no value before: picocli does not ask for it.
            public <T> T set(T value) {
                // picocli sets null before it reads a line.
                words.compute(name, (_, _) -> value == null ? null : value.toString());
                return null;
            }
        };
    }
}
