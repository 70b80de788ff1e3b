package dev.fixway.engine.reconcile;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Legs in temporary files by the hash of what they belong to: each file fits into memory, whatever the size of the
/// logs.
final class Partitions implements Closeable {
    private static final int BUFFER_BYTES = 1 << 14;
    private final Path folder;
    private final List<DataOutputStream> files = new ArrayList<>();

    Partitions(int count) throws IOException {
        folder = Files.createTempDirectory("fixway-replay");
        for (int i = 0; i <= count; i++) {
            files.add(new DataOutputStream(
                    new BufferedOutputStream(Files.newOutputStream(file(i)), BUFFER_BYTES)));
        }
    }

    private Path file(int index) {
        return folder.resolve("part" + index);
    }

    int count() {
        return files.size() - 1;
    }

    /// - `owner`: legs with the same owner come into the same partition
    void put(String owner, Leg leg) throws IOException {
        leg.write(files.get(Math.floorMod(owner.hashCode(), count())));
    }

    /// Keeps a leg for [#postponed].
    void postpone(Leg leg) throws IOException {
        leg.write(files.getLast());
    }

    /// Visits the legs that were postponed.
    void postponed(Consumer<Leg> visitor) throws IOException {
        visit(count(), visitor);
    }

    /// The legs of a partition in the order in which they were put; nothing may be put any more.
    List<Leg> read(int index) throws IOException {
        List<Leg> legs = new ArrayList<>();
        visit(index, legs::add);
        return legs;
    }

    private void visit(int index, Consumer<Leg> visitor) throws IOException {
        files.get(index).close();
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(Files.newInputStream(file(index)), BUFFER_BYTES))) {
            for (Leg leg = Leg.read(in); leg != null; leg = Leg.read(in)) {
                visitor.accept(leg);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (int i = 0; i < files.size(); i++) {
            files.get(i).close();
            Files.deleteIfExists(file(i));
        }
        Files.deleteIfExists(folder);
    }
}
