package dev.fixway.engine.session;

import dev.fixway.engine.replay.TagValues;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import quickfix.ConfigError;
import quickfix.DataDictionary;

/// Names of fields and words of their values, version by version, from QuickFIX/J's dictionaries: ours leave words out.
@SuppressWarnings("ImmutableEnumChecker") // A dictionary is read when it is first needed and does not change then.
enum FixWords {
    FIX40("FIX40.xml"),
    FIX41("FIX41.xml"),
    FIX42("FIX42.xml"),
    FIX43("FIX43.xml"),
    FIX44("FIX44.xml"),
    FIX50("FIXT11.xml", "FIX50.xml"),
    FIX50SP1("FIXT11.xml", "FIX50SP1.xml"),
    FIX50SP2("FIXT11.xml", "FIX50SP2.xml");

    private final List<String> resources;
    private final AtomicReference<List<DataDictionary>> dictionaries = new AtomicReference<>();

    FixWords(String... resources) {
        this.resources = List.of(resources);
    }

    /// The words of the version that a message is in; those of 4.4 when it does not tell.
    static FixWords of(TagValues message) {
        return switch (message.text(8)) {
            case "FIX.4.0" -> FIX40;
            case "FIX.4.1" -> FIX41;
            case "FIX.4.2" -> FIX42;
            case "FIX.4.3" -> FIX43;
            case "FIXT.1.1" -> application(message);
            default -> FIX44;
        };
    }

    /// By ApplVerID(1128), in a Logon by DefaultApplVerID(1137).
    private static FixWords application(TagValues message) {
        String version = message.text(1128).isEmpty() ? message.text(1137) : message.text(1128);
        return switch (version) {
            case "4" -> FIX42;
            case "5" -> FIX43;
            case "6" -> FIX44;
            case "7" -> FIX50;
            case "8" -> FIX50SP1;
            default -> FIX50SP2;
        };
    }

    /// The field's name; the number itself when no dictionary has it.
    String name(int tag) {
        return dictionaries().map(d -> d.getFieldName(tag))
                .filter(name -> name != null)
                .findFirst()
                .orElseGet(() -> Integer.toString(tag));
    }

    /// The word for an enumerated value such as `FILLED`; null for other values.
    @Nullable
    String meaning(int tag, String value) {
        // DefaultApplVerID has the values of ApplVerID, which no dictionary says.
        int words = tag == 1137 ? 1128 : tag;
        return dictionaries().filter(d -> tag != 35 || d.isMsgType(value))
                .map(d -> d.getValueName(words, value))
                .filter(word -> word != null)
                .findFirst()
                .orElse(null);
    }

    private Stream<DataDictionary> dictionaries() {
        List<DataDictionary> loaded = dictionaries.get();
        if (loaded == null) {
            loaded = resources.stream().map(FixWords::load).toList();
            dictionaries.set(loaded);
        }
        return loaded.stream();
    }

    private static DataDictionary load(String resource) {
        try {
            return new DataDictionary(resource);
        } catch (ConfigError e) {
            throw new IllegalStateException("QuickFIX/J has no " + resource, e);
        }
    }
}
