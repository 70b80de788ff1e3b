package dev.fixway.benchmarks;

import java.io.UncheckedIOException;

/// A drop copy session that reads all it gets, on a thread of its own.
final class DropCopy implements AutoCloseable {
    private final FixLink link;
    private final Thread reader;

    private DropCopy(FixLink link) {
        this.link = link;
        reader = Thread.ofPlatform().name("drop-copy").daemon().unstarted(this::readOn);
    }

    static DropCopy listen(int port) {
        DropCopy dropCopy = new DropCopy(FixLink.logon(port, "DROPCOPY"));
        dropCopy.reader.start();
        return dropCopy;
    }

    private void readOn() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                link.read((order, execType) -> {
                });
            }
        } catch (UncheckedIOException e) {
            // The session was closed.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
