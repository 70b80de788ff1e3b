package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.config.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gateway was killed and has left its run file; its process id is somebody else's now, as in every container.
class LeftRunFileIT {
    private static final Instant STARTED = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path folder = Path.of("");

    private record Printed(int code, String text) {}

    @BeforeEach
    void killed() {
        TestGateway.start(folder).close();
        new RunFile(ProcessHandle.current().pid(), STARTED, "http://127.0.0.1:1", 1, Secret.of("of-the-one-before"))
                .write(folder.resolve("data"));
    }

    @Test
    void tellsWhatItHasFoundInTheFiles() throws IOException {
        assertThat(run("verify").code()).isZero();
        change();

        Printed printed = run("verify");

        assertThat(printed.text()).contains("NOT CLEAN");
        assertThat(printed.code()).isEqualTo(4);
    }

    /// One that is there and does not answer.
    @Test
    void tellsWhatItHasFoundWhenTheGatewayDoesNotAnswer() throws IOException {
        RunFile.ofSelf("http://127.0.0.1:1", 1, Secret.of("token")).write(folder.resolve("data"));
        change();

        Printed printed = run("verify");

        assertThat(printed.text()).contains("NOT CLEAN", "not compared");
        assertThat(printed.code()).isEqualTo(4);
    }

    @Test
    void readsTheFilesOfAGatewayThatIsGone() {
        assertThat(run("query", "--limit", "1").code()).isZero();
    }

    private Printed run(String... words) {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out);
        List<String> line = Stream
                .concat(Stream.of("ledger", words[0], "--data-dir", folder.resolve("data").toString()),
                        Stream.of(words).skip(1))
                .toList();
        int code = Main.commandLine().setOut(printer).setErr(printer).execute(line.toArray(String[]::new));
        return new Printed(code, out.toString());
    }

    private void change() throws IOException {
        Path segment;
        try (Stream<Path> files = Files.list(folder.resolve("data/ledger/journal"))) {
            List<Path> segments = files.filter(file -> file.toString().endsWith(".journal")).sorted().toList();
            segment = segments.getFirst();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[300] ^= 1;
        Files.write(segment, bytes);
    }
}
