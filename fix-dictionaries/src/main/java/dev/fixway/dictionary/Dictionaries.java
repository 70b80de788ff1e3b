package dev.fixway.dictionary;

import java.io.IOException;
import java.io.InputStream;
import quickfix.ConfigError;
import quickfix.DataDictionary;

/// Fixway's own dictionaries, loaded from the class path once each.
public final class Dictionaries {

    /// The value of the session setting `DataDictionary` for FIX.4.4.
    public static final String FIX44_RESOURCE = "dev/fixway/dictionary/FIXWAY44.xml";

    private Dictionaries() {}

    /// The dictionary of FIX.4.4, the same object each time. The first call parses it: make it before accepting.
    public static DataDictionary fix44() {
        return Fix44.DICTIONARY;
    }

    private static DataDictionary load(String resource) {
        try (InputStream in = Dictionaries.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("dictionary is not on the class path: " + resource);
            }
            return new DataDictionary(in);
        } catch (IOException | ConfigError e) {
            throw new IllegalStateException("dictionary cannot be read: " + resource, e);
        }
    }

    /// Loads when first touched.
    private static final class Fix44 {

        static final DataDictionary DICTIONARY = load(FIX44_RESOURCE);
    }
}
