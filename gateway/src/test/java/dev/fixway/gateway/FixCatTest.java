package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// `fixway fix cat` on logs of several writers.
class FixCatTest {
    private static final String FILL = "35=8|34=7|49=FIXWAY|56=CLIENT1|52=20260304-05:06:07|37=O1|11=A1|17=E1|150=F|39=2|"
            + "55=AAPL|54=1|38=10|14=10|151=0|6=9.5|";
    private static final String LOGON = "35=A|34=1|49=CLIENT1|56=FIXWAY|52=20260304-05:06:07|98=0|108=30|553=me|"
            + "554=open sesame|";

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    /// What the command said.
    private record Ran(int code, String out, String err) {}

    private static Ran cat(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] all = new String[arguments.length + 2];
        all[0] = "fix";
        all[1] = "cat";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return new Ran(line.execute(all), out.toString(), err.toString());
    }

    /// A whole message, its fields separated by SOH.
    private static String message(String begin, String body) {
        String fields = body.replace('|', '\u0001');
        String head = "8=" + begin + "\u00019=" + fields.length() + '\u0001' + fields;
        int sum = head.chars().sum() & 0xFF;
        return head + "10=" + String.format("%03d", sum) + '\u0001';
    }

    private Path log(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20260304-05:06:07.123456 out e1 %s", "%s", "20260304-05:06:07: %s",
            "<20260304-05:06:07, FIX.4.4:FIXWAY->CLIENT1, outgoing> (%s)",
            "2026-03-04 05:06:07,123 INFO  quickfixj.msg.outgoing FIX.4.4:FIXWAY->CLIENT1: %s"})
    void readsLogsOfManyWriters(String form) throws IOException {
        Path log = log("session.messages.log", String.format(form, message("FIX.4.4", FILL)) + "\n");

        Ran ran = cat(log.toString());

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("20260304-05:06:07")
                .contains(" -> BeginString(8)=FIX.4.4",
                        "MsgType(35)=8 ExecutionReport | ", "OrdStatus(39)=2 FILLED", "ExecType(150)=F TRADE")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"|", "^A", "<SOH>", "\\x01", "\\u0001"})
    void readsSeparatorsForPeople(String separator) throws IOException {
        Path log = log("people.txt", "sent " + message("FIX.4.4", FILL).replace("\u0001", separator) + " ok\r\n");

        assertThat(cat(log.toString()).out()).contains("Symbol(55)=AAPL | ").contains("Side(54)=1 BUY").hasLineCount(1);
    }

    @Test
    void speaksEachVersionsWords() throws IOException {
        Path log = log("versions.log", message("FIX.4.2", "35=8|20=3|150=2|39=2|") + '\n'
                + message("FIXT.1.1", "35=A|1137=9|") + '\n' + message("FIXT.1.1", "35=8|1128=9|150=F|2523=x|") + '\n'
                + message("FIX.4.0", "35=D|47=A|") + '\n');

        assertThat(cat(log.toString()).out().lines()).satisfiesExactly(
                old -> assertThat(old).contains("ExecTransType(20)=3 STATUS", "ExecType(150)=2 FILL"),
                logon -> assertThat(logon).contains("MsgType(35)=A Logon", "DefaultApplVerID(1137)=9 FIX50SP2"),
                report -> assertThat(report).contains("MsgType(35)=8 ExecutionReport", "ApplVerID(1128)=9 FIX50SP2",
                        "ExecType(150)=F TRADE"),
                oldest -> assertThat(oldest).contains("Rule80A(47)=A AGENCY_SINGLE_ORDER"));
    }

    @Test
    void masksSecretsAndWhatTerminalsObey() throws IOException {
        Path log = log("secret.log",
                message("FIX.4.4", LOGON) + '\n' + message("FIX.4.4", "35=0|58=\u001b[2J|") + '\n');

        Ran ran = cat(log.toString());

        assertThat(ran.out()).contains(" <- ", "Username(553)=me", "Password(554)=***********", "Text(58)=?[2J")
                .doesNotContain("open sesame", "\u001b");
    }

    @Test
    void readsGzipAndStdin() throws IOException {
        byte[] packed = packed(message("FIX.4.4", FILL) + '\n');
        Path log = Files.write(folder.resolve("old.log.gz"), packed);

        assertThat(cat(log.toString()).out()).hasLineCount(1);
        InputStream stdin = System.in;
        try {
            System.setIn(new ByteArrayInputStream(packed));
            assertThat(cat().out()).hasLineCount(1);
            System.setIn(new ByteArrayInputStream(message("FIX.4.4", FILL).getBytes(StandardCharsets.ISO_8859_1)));
            assertThat(cat("-", log.toString()).out()).hasLineCount(2);
        } finally {
            System.setIn(stdin);
        }
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }

    @Test
    void saysWhatCannotBeRead() throws IOException {
        byte[] packed = packed((message("FIX.4.4", FILL) + '\n').repeat(50));
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed, packed.length - 12));

        Ran damaged = cat(cut.toString());
        Ran missing = cat(folder.resolve("nothing.log").toString());

        assertThat(damaged.code()).isEqualTo(3);
        assertThat(damaged.out()).isNotEmpty();
        assertThat(damaged.err()).startsWith("Error: " + cut + ": packed file is cut or damaged");
        assertThat(missing.code()).isEqualTo(3);
        assertThat(missing.err()).startsWith("Error: cannot be read: ");
    }
}
