package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// `fixway fix` against a running gateway: requests one by one, a script on stdin, and what can go wrong.
class FixCommandIT {
    private static final Map<Logger, Level> LIBRARIES = new HashMap<>();

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    static Path folder;

    @SuppressWarnings("NullAway") // set before all tests
    private static TestGateway gateway;

    /// What the command said.
    private record Ran(int code, String out, String err) {
        List<String> values(String name) {
            return out.lines().filter(line -> line.contains(name)).map(line -> value(line, name)).toList();
        }

        private static String value(String line, String name) {
            int from = line.indexOf(name) + name.length() + 1;
            int to = line.indexOf(" | ", from);
            return line.substring(from, to < 0 ? line.length() : to);
        }
    }

    @BeforeAll
    static void start() {
        for (String name : List.of("org.apache.mina", "quickfix")) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            LIBRARIES.put(logger, logger.getLevel());
        }
        gateway = TestGateway.start(folder);
    }

    /// The command silences libraries in its process, which is the other tests' too.
    @AfterAll
    static void stop() {
        gateway.close();
        LIBRARIES.forEach((logger, level) -> logger.setLevel(level));
    }

    private static List<String> options(String... more) {
        return options(gateway.gateway().fixPort(), more);
    }

    private static List<String> options(int port, String... more) {
        List<String> all = new ArrayList<>(List.of("fix", "--port", Integer.toString(port), "--data-dir",
                folder.resolve("data").toString(), "--wait", "200"));
        all.addAll(List.of(more));
        return all;
    }

    private static Ran run(String... request) {
        return run(options(request));
    }

    private static Ran run(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(arguments.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    @Test
    void entersReplacesAsksAndCancels() {
        Ran filled = run("buy", "10", "AAPL");
        Ran rests = run("sell", "10", "AAPL", "@", "9999", "--tif", "GTC");
        String clOrdId = rests.values("ClOrdID(11)").getLast();
        Ran status = run("status", clOrdId);
        Ran replaced = run("replace", clOrdId, "20", "@9998.5");
        Ran canceled = run("cancel", replaced.values("ClOrdID(11)").getLast());

        assertThat(filled.code()).isZero();
        assertThat(filled.values("ExecType(150)")).containsExactly("A PENDING_NEW", "0 NEW", "F TRADE");
        assertThat(rests.values("OrdStatus(39)")).containsExactly("A PENDING_NEW", "0 NEW");
        assertThat(status.values("ExecType(150)")).containsExactly("I ORDER_STATUS");
        assertThat(replaced.values("OrderQty(38)")).containsExactly("10", "20");
        assertThat(replaced.values("Price(44)")).containsExactly("9999", "9998.5");
        assertThat(canceled.values("OrdStatus(39)")).containsExactly("6 PENDING_CANCEL", "4 CANCELED");
        assertThat(canceled.err()).isEmpty();
    }

    @Test
    void cancelsOrderOfRestByItsId() {
        String orderId = gateway.enter("""
                {"symbol":"MSFT","side":"BUY","quantity":"3","order_type":"LIMIT","limit_price":"1"}""").text("id");

        Ran canceled = run("cancel", "NONE", "--order-id", orderId, "--symbol", "MSFT", "--side", "BUY");

        assertThat(canceled.values("OrdStatus(39)")).containsExactly("6 PENDING_CANCEL", "4 CANCELED");
    }

    @Test
    void showsRefusalsAndEndsWithOne() {
        Ran order = run("buy", "0", "AAPL");
        Ran cancel = run("cancel", "nothing", "--symbol", "AAPL", "--side", "BUY");

        assertThat(order.code()).isEqualTo(1);
        assertThat(order.values("OrdStatus(39)")).containsExactly("8 REJECTED");
        assertThat(cancel.code()).isEqualTo(1);
        assertThat(cancel.values("MsgType(35)")).containsExactly("9 OrderCancelReject");
    }

    @Test
    void showsHowAllOrdersStand() {
        run("sell", "10", "MSFT", "@", "9999");
        run("sell", "20", "MSFT", "@", "9999");

        Ran mass = run("massstatus");

        assertThat(mass.code()).isZero();
        assertThat(mass.values("OrderQty(38)")).containsSubsequence("10", "20");
        assertThat(mass.values("ExecType(150)")).containsOnly("I ORDER_STATUS");
        assertThat(mass.values("LastRptRequested(912)").getLast()).startsWith("Y");
    }

    @Test
    void showsWhatTheSessionSaysWhenAsked() {
        Ran ran = run("-v", "raw", "35=1|112=hello");

        assertThat(ran.out()).contains("TestReqID(112)=hello").hasLineCount(1);
        assertThat(ran.err()).contains("-> BeginString(8)=FIX.4.4", "MsgType(35)=A Logon", "MsgType(35)=5 Logout");
    }

    @Test
    void wrongUseEndsWithTwo() {
        assertThat(run("buy", "ten", "AAPL").err()).isEqualTo("Error: not a plain decimal number: \"ten\"\n");
        assertThat(run("--begin-string", "FIX.4.1", "buy", "1", "AAPL").code()).isEqualTo(2);
        assertThat(run("--host", "192.0.2.1", "--tls-insecure", "buy", "1", "AAPL").err())
                .contains("--tls-insecure is for servers on this machine");
        assertThat(run("--username", "me", "buy", "1", "AAPL").err()).contains("the password of me is missing");
        assertThat(run("buy").code()).isEqualTo(2);
    }

    @Test
    void saysWhyItCannotLogOn() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "wrong\n");

        Ran stranger = run("--sender", "STRANGER", "buy", "1", "AAPL");
        Ran nobody = run(
                options(1, "--username", "me", "--password-file", password.toString(), "buy", "1", "AAPL"));

        assertThat(stranger.code()).isEqualTo(1);
        assertThat(stranger.err()).contains("closes the connection without a word", "STRANGER -> FIXWAY");
        assertThat(nobody.code()).isEqualTo(1);
        assertThat(nobody.err()).isEqualTo("Error: no FIX server answers at 127.0.0.1:1: Connection refused\n");
    }

    @Test
    void obeysScriptOnStdin() throws IOException, InterruptedException {
        List<String> command = ChildJava.line(List.of(), Main.class,
                options("--sender", "CLIENT2").toArray(String[]::new));
        Process process = new ProcessBuilder(command).directory(folder.toFile())
                .redirectError(folder.resolve("script.err").toFile())
                .start();
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write("""
                    # a comment
                    sell 3 "MSFT" @ 9999
                    status last
                    replace last 4
                    cancel last
                    buy 1
                    help
                    quit
                    buy 1 NEVER
                    """);
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        Ran ran = new Ran(process.exitValue(), out, Files.readString(folder.resolve("script.err")));
        assertThat(ran.values("ExecType(150)")).containsExactly("A PENDING_NEW", "0 NEW", "I ORDER_STATUS",
                "E PENDING_REPLACE", "5 REPLACE", "6 PENDING_CANCEL", "4 CANCELED");
        assertThat(ran.values("Symbol(55)")).containsOnly("MSFT");
        assertThat(out).contains("massstatus", "last stands for");
        assertThat(ran.err()).contains("Missing required parameter: 'SYMBOL'");
    }
}
