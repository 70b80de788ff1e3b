package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/// A client of the stream on a plain socket that keeps every frame and holds it to the [StreamContract].
///
/// For much that comes right behind the handshake: there the JDK's WebSocket loses bytes now and then.
final class RawPeer implements AutoCloseable {
    private final List<JsonNode> frames = new ArrayList<>();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final RawStream stream;
    private final Thread reader;

    RawPeer(int port, String query) {
        stream = new RawStream(port, 0, query);
        reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try {
            RawStream.Received frame = stream.read();
            while (frame.first() == RawStream.TEXT) {
                keep(StreamContract.check(frame.text()));
                frame = stream.read();
            }
            faults.add(new AssertionError("closed with " + frame.code() + ' ' + frame.text()));
        } catch (UncheckedIOException _) {
            // The end of the test, or of the server.
        } catch (RuntimeException | AssertionError e) {
            faults.add(e);
        }
    }

    private synchronized void keep(JsonNode frame) {
        frames.add(frame);
    }

    synchronized int count() {
        assertThat(faults).isEmpty();
        return frames.size();
    }

    synchronized List<JsonNode> frames() {
        assertThat(faults).isEmpty();
        return List.copyOf(frames);
    }

    @Override
    public void close() {
        stream.close();
        try {
            reader.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
