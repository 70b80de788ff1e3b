package dev.fixway.bridge.stream;

import org.xnio.StreamConnection;

/// A client that hears already, while the answer to its handshake is on the way: what happens from here on is not lost.
/// On the I/O thread.
public interface Joining {
    /// The answer is out: what was heard may follow it.
    void begin(StreamConnection channel);

    /// The connection has ended, perhaps before its beginning.
    void gone();
}
