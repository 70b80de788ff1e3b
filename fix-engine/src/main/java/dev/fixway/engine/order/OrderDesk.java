package dev.fixway.engine.order;

import dev.fixway.engine.domain.Command;

/// The door of the engine for edges: any thread, never waits.
public interface OrderDesk {

    /// What became of an offer.
    enum Admission {
        // It will be decided; the answer comes by reply and reports.
        TAKEN,
        // No room: REST answers 429, FIX leaves it to [#deny].
        BUSY,
        // The engine does not decide now (starting, ledger not writable, stopping): nothing is used up.
        UNAVAILABLE
    }

    /// Puts a command on the inbox.
    Admission offer(Command command);

    /// Leaves a FIX command that found no room in its session's lane: it is recorded and refused in the next group.
    ///
    /// False when the lane is full too: the session must be closed at its socket.
    boolean deny(Command command);

    /// Makes the engine look at session marks and events soon.
    void nudge();

    /// How the engine is.
    EngineStatus status();
}
