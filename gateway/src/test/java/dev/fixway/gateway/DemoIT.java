package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `fixway demo` as its user runs it, and with faults.
class DemoIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    /// What the process said.
    private record Ran(int code, String out, Duration took) {}

    private Ran demo(Path temporary) throws IOException, InterruptedException {
        List<String> command = ChildJava.line(
                List.of("-Djava.io.tmpdir=" + temporary, "-Duser.home=" + folder.resolve("home")), Main.class, "demo");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().remove("LEDGER_KEY_FILE");
        builder.environment().put("FIX_PORT", "this is not for the demo");
        long begin = System.nanoTime();
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out, Duration.ofNanos(System.nanoTime() - begin));
    }

    private List<Path> left(Path in) throws IOException {
        try (Stream<Path> found = Files.list(in)) {
            return found.toList();
        }
    }

    @Test
    void tradesProvesAndLeavesNothing() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));

        Ran ran = demo(temporary);

        assertThat(ran.code()).as(ran.out()).isZero();
        assertThat(ran.out()).containsSubsequence("fixway ready rest=http://127.0.0.1:", "OrdStatus(39)=0 NEW",
                "OrdStatus(39)=1 PARTIALLY_FILLED  CumQty(14)=4 of 10",
                "OrdStatus(39)=2 FILLED  CumQty(14)=10 of 10", "POST /v1/orders {", "201 {\"id\":\"",
                "ORDER_FILLED SELL AAPL  10 of 10", "== fixway ledger query ", "ORDER_RECEIVED", "PARTIAL_FILL", "FILL",
                "== fixway ledger verify", "checkpoints clean", "\nclean\n", "== fixway replay ", "no breaks",
                "done in ");
        assertThat(ran.out()).containsSubsequence("ORDER_CREATED BUY AAPL  0 of 10", "ORDER_PARTIALLY_FILLED BUY AAPL",
                "ORDER_FILLED BUY AAPL  10 of 10", "ORDER_CREATED SELL AAPL  0 of 10")
                .doesNotContain("WARN", "ERROR", "Exception");
        assertThat(ran.took()).as(ran.out()).isLessThan(LIMIT);
        assertThat(left(temporary)).filteredOn(path -> path.getFileName().toString().startsWith("fixway")).isEmpty();
        assertThat(left(folder)).containsExactly(temporary);
    }

    @Test
    void endsWithSentenceWhereItCannotBegin() throws Exception {
        Ran ran = demo(folder.resolve("nowhere"));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("Error: there is no place for a temporary folder: ")
                .doesNotContain("\tat ");
    }

    @Test
    void failsWhenAnOrderIsNotFilled() {
        Map<String, String> slow = Map.of("MOCK_FILL_DELAY_MS", "60000");
        try (Demo demo = new Demo(folder, slow, new DemoOutput(new PrintWriter(new StringWriter())),
                Duration.ofSeconds(2))) {
            assertThatThrownBy(demo::run).isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("the FIX client's order was not filled within 2 s: ");
        }
    }

    @Test
    void failsWhenTheLogDoesNotAgree() throws Exception {
        StringWriter out = new StringWriter();
        DemoOutput output = new DemoOutput(new PrintWriter(out));
        String orderId;
        try (Demo traded = new Demo(folder, Map.of(), output, Duration.ofSeconds(10))) {
            orderId = traded.trade();
        }
        for (Path file : left(folder.resolve("data").resolve("fix").resolve("log"))) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            Files.writeString(file, text.replace("\u000114=4\u0001", "\u000114=5\u0001"), StandardCharsets.ISO_8859_1);
        }
        try (Demo proved = new Demo(folder, Map.of(), output, Duration.ofSeconds(10))) {
            assertThatThrownBy(() -> proved.prove(orderId)).isInstanceOfSatisfying(CommandException.class,
                    failure -> assertThat(failure.exitCode()).isEqualTo(4));
        }
        assertThat(out.toString()).contains("== fixway replay ").doesNotContain("no breaks");
    }
}
