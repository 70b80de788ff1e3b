package dev.fixway.engine.session;

/// Hears what the command-line client gets; each call comes in the order of the wire.
public interface ClientListener {
    /// Hears nothing.
    ClientListener NONE = new ClientListener() {
    };

    /// Any message of the application, and rejects; on QuickFIX/J's thread.
    default void received(FixText message) {
        // Of no interest.
    }

    /// A message that answers the request in hand; on the thread that asked.
    default void answered(FixText message) {
        // The list of answers has it too.
    }

    /// A message that came meanwhile about something else, such as a fill of an earlier order; on the thread that
    /// asked.
    default void unasked(FixText message) {
        // Of no interest.
    }

    /// The session was lost, or is there again; on QuickFIX/J's thread.
    default void connection(String what) {
        // Of no interest.
    }

    /// Every message, those of the session too, secrets masked; on the thread that has it.
    default void onWire(boolean outgoing, String message) {
        // Of no interest.
    }
}
