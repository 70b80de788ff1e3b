package dev.fixway.engine.session;

import java.util.Locale;
import quickfix.SessionSettings;

/// A version of FIX that the command-line client speaks.
public enum FixVersion {
    // HandlInst(21) is required, OrderMassStatusRequest(AF) unknown.
    FIX42("FIX.4.2"),
    FIX44("FIX.4.4"),
    // FIX 5.0 SP2 over the session layer FIXT.1.1.
    FIXT11("FIXT.1.1");

    private static final String APPLICATION = "FIX.5.0SP2";
    private final String beginString;

    FixVersion(String beginString) {
        this.beginString = beginString;
    }

    /// BeginString(8).
    public String beginString() {
        return beginString;
    }

    /// The version with this BeginString(8); `4.2`, `4.4`, `5.0SP2` and `FIX.5.0SP2` are understood too.
    ///
    /// Throws IllegalArgumentException that names the known ones.
    public static FixVersion of(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "FIX.4.2", "4.2" -> FIX42;
            case "FIX.4.4", "4.4" -> FIX44;
            case "FIXT.1.1", APPLICATION, "5.0SP2" -> FIXT11;
            default -> throw new IllegalArgumentException(
                    "the client speaks FIX.4.2, FIX.4.4 and FIXT.1.1 (5.0SP2), not " + text);
        };
    }

    /// Dictionaries are read for the groups in messages only: what a server sends is shown, not judged.
    void describe(SessionSettings settings) {
        settings.setString("ValidateIncomingMessage", "N");
        switch (this) {
            case FIX42 -> settings.setString("DataDictionary", "FIX42.xml");
            case FIX44 -> settings.setString("DataDictionary", "FIX44.xml");
            case FIXT11 -> {
                settings.setString("DefaultApplVerID", APPLICATION);
                settings.setString("TransportDataDictionary", "FIXT11.xml");
                settings.setString("AppDataDictionary", "FIX50SP2.xml");
            }
        }
    }
}
