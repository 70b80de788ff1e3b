package dev.fixway.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Bytes of a data folder by what they are for.
///
/// - `journal`: what was appended, without the preallocated rest
record DiskUse(long journal, long database, long fixStore, long fixLog, long mock) {

    static DiskUse of(Path dataDir) {
        return new DiskUse(journal(dataDir.resolve("ledger/journal")), size(dataDir.resolve("ledger/h2")),
                size(dataDir.resolve("fix/store")), size(dataDir.resolve("fix/log")), size(dataDir.resolve("mock")));
    }

    DiskUse since(DiskUse before) {
        return new DiskUse(journal - before.journal, database - before.database, fixStore - before.fixStore,
                fixLog - before.fixLog, mock - before.mock);
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long journal(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(DiskUse::used).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Up to the last byte that is not zero.
    private static long used(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] == 0) {
                end--;
            }
            return end;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
