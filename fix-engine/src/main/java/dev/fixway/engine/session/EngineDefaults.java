package dev.fixway.engine.session;

import dev.fixway.dictionary.Dictionaries;
import java.util.Map;
import quickfix.SessionSettings;

/// The settings that QuickFIX/J runs with.
final class EngineDefaults {
    /// What a sessions file may say otherwise, per session or for all.
    private static final Map<String, String> DEFAULTS = Map.of("CheckLatency", "Y", "MaxLatency", "120",
            "SocketTcpNoDelay",
            "Y", "SocketKeepAlive", "Y", "ResendRequestChunkSize", "2500");

    /// What it may not: our recovery stands on these.
    private static final Map<String, String> FIXED = Map.ofEntries(Map.entry("ConnectionType", "acceptor"),
            Map.entry("NonStopSession", "Y"), Map.entry("UseDataDictionary", "Y"),
            Map.entry("DataDictionary", Dictionaries.FIX44_RESOURCE), Map.entry("ValidateIncomingMessage", "Y"),
            Map.entry("ValidateUserDefinedFields", "Y"), Map.entry("AllowUnknownMsgFields", "N"),
            Map.entry("RejectInvalidMessage", "Y"), Map.entry("RejectMessageOnUnhandledException", "Y"),
            Map.entry("CheckCompID", "Y"), Map.entry("PersistMessages", "Y"), Map.entry("TimeStampPrecision", "MICROS"),
            Map.entry("ResetOnLogon", "N"), Map.entry("ResetOnLogout", "N"), Map.entry("ResetOnDisconnect", "N"),
            Map.entry("ResetOnError", "N"), Map.entry("RefreshOnLogon", "N"),
            Map.entry("ContinueInitializationOnError", "N"),
            Map.entry("EnableNextExpectedMsgSeqNum", "N"), Map.entry("LogMessageWhenSessionNotFound", "N"),
            Map.entry("AcceptorTemplate", "N"));

    private EngineDefaults() {}

    /// Completes the settings of a sessions file.
    static SessionSettings applied(SessionSettings settings, FixSettings fix) {
        DEFAULTS.forEach((key, value) -> {
            if (!settings.getDefaultProperties().containsKey(key)) {
                settings.setString(key, value);
            }
        });
        settings.setString("SocketAcceptAddress", fix.host());
        settings.setLong("SocketAcceptPort", fix.port());
        FIXED.forEach(settings::setString);
        settings.sectionIterator()
                .forEachRemaining(id -> FIXED.forEach((key, value) -> settings.setString(id, key, value)));
        return settings;
    }
}
