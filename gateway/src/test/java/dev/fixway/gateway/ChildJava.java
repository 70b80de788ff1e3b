package dev.fixway.gateway;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Java for processes of a test's own, from the class path of the test.
///
/// As the launcher does, it keeps the classes of a run of the demo: a start takes half of the time.
public final class ChildJava {
    private static final Path FOLDER = Path.of("target", "children").toAbsolutePath();
    /// What a killed process leaves of H2's temporary files stays here.
    private static final Path TEMPORARY = FOLDER.resolve("tmp");
    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=" + TEMPORARY);
    private static final List<String> WITH_CLASS_PATH = withClassPath();

    private ChildJava() {}

    /// The command line of a class that is to run with these options and words.
    public static List<String> line(List<String> options, Class<?> main, String... words) {
        return Stream.of(WITH_CLASS_PATH, options, List.of(main.getName()), List.of(words))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> withClassPath() {
        List<String> entries = new ArrayList<>(
                Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator)));
        // Classes are kept of jars alone, and only when these come first.
        List<String> jars = entries.stream().filter(entry -> entry.endsWith(".jar")).toList();
        entries.removeAll(jars);
        try {
            Files.createDirectories(TEMPORARY);
            Path kept = FOLDER.resolve(Integer.toHexString(state(jars).hashCode()) + ".aot");
            keepOnce(kept, String.join(File.pathSeparator, jars));
            Path arguments = Files.createTempFile(FOLDER, "java", ".args");
            arguments.toFile().deleteOnExit();
            Files.writeString(arguments, "-cp \"" + Stream.concat(jars.stream(), entries.stream())
                    .collect(Collectors.joining(File.pathSeparator)) + "\"");
            // One that is missing or does not fit is passed over.
            return Stream.concat(JAVA.stream(), Stream.of("-XX:AOTCache=" + kept, "-Xlog:aot=off", "@" + arguments))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String state(List<String> jars) throws IOException {
        StringBuilder state = new StringBuilder();
        for (String jar : jars) {
            state.append(jar).append(Files.getLastModifiedTime(Path.of(jar))).append(Files.size(Path.of(jar)));
        }
        return state.toString();
    }

    /// One process of the build does it; others go without meanwhile.
    private static void keepOnce(Path kept, String jars) throws IOException {
        try (FileChannel channel = FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
            if (lock != null && !Files.exists(kept)) {
                removeOld();
                keep(kept, jars);
            }
        }
    }

    private static void removeOld() throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(FOLDER, "*.aot")) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
    }

    private static void keep(Path kept, String jars) throws IOException {
        Path next = FOLDER.resolve("next.aot");
        List<String> demo = Stream.concat(JAVA.stream(),
                Stream.of("-XX:AOTCacheOutput=" + next, "-cp", jars, Main.class.getName(), "demo")).toList();
        ProcessBuilder builder = new ProcessBuilder(demo).redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("demo.log").toFile());
        Process process = builder.start();
        try {
            if (process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0 && Files.exists(next)) {
                Files.move(next, kept, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
