package dev.fixway.persistence.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A Java process of a test's own, from the class path of the test.
public final class OtherProcess {
    /// It lives for seconds: to optimize would take longer than what it does.
    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"));

    private OtherProcess() {}

    /// Starts a main class; what it says to System.out can be read.
    public static Process start(Class<?> main, String... arguments) throws IOException {
        return new ProcessBuilder(Stream.of(JAVA, List.of(main.getName()), List.of(arguments))
                .flatMap(List::stream)
                .toList()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
