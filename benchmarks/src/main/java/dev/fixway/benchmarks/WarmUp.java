package dev.fixway.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/// Work that does not count, until the compilers of a server's JVM have next to nothing left to do: before that a
/// measurement is one of them.
///
/// Their processor time is read from `/proc`; where there is none the least amount of work must do.
final class WarmUp {
    private static final double SHARE_MAX = 0.05;
    private static final long NANOS_PER_TICK = 10_000_000;
    /// Fields of `/proc/…/stat` behind the name of the thread: processor time in user and in kernel mode, in ticks.
    private static final int USER = 11;
    private static final int KERNEL = 12;
    private final Server server;

    WarmUp(Server server) {
        this.server = server;
    }

    /// Does pieces of work until the compilers take less than a twentieth of a core while two are done: now and then
    /// they only draw breath.
    ///
    /// - `least`, `most`: how many pieces
    void untilCompiled(int least, int most, Runnable piece) {
        double share = 1;
        int pieces = 0;
        int quiet = 0;
        while (pieces < least || (quiet < 2 && pieces < most)) {
            long cpu = compilerNanos();
            long begun = System.nanoTime();
            piece.run();
            share = (double) (compilerNanos() - cpu) / (System.nanoTime() - begun);
            quiet = share > SHARE_MAX ? 0 : quiet + 1;
            pieces++;
        }
        System.err.printf(Locale.ROOT, "  warm after %d pieces, compilers at %.0f %% of a core%n", pieces, 100 * share);
    }

    private long compilerNanos() {
        Path tasks = Path.of("/proc", Long.toString(server.pid()), "task");
        long nanos = 0;
        if (Files.isDirectory(tasks)) {
            try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
                for (Path thread : threads) {
                    nanos += compilerNanos(thread);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return nanos;
    }

    private static long compilerNanos(Path thread) throws IOException {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            int end = stat.lastIndexOf(')');
            if (!stat.substring(0, end).contains("CompilerThre")) {
                return 0;
            }
            String[] fields = stat.substring(end + 2).split(" ", -1);
            return (Long.parseLong(fields[USER]) + Long.parseLong(fields[KERNEL])) * NANOS_PER_TICK;
        } catch (NoSuchFileException _) {
            // It has ended meanwhile.
            return 0;
        }
    }
}
