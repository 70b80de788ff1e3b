package dev.fixway.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages are found in any kind of log, whole or broken.
class MessageScannerTest {
    private static final String OUT = message("35=8|49=FIXWAY|56=CLIENT1|34=7|52=20260304-05:06:07|17=E1|37=O1|58=a b");
    private static final String IN = message("35=D|49=CLIENT1|56=FIXWAY|34=3|52=20260304-05:06:07|11=A1");

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {"20260304-05:06:07: ~ OUT", "20260304-05:06:07.123456 out e4 ~ OUT",
            "<20260304-05:06:07, FIX.4.4:FIXWAY->CLIENT1, outgoing> (~ OUT",
            "05:06:07.001 [main] INFO quickfixj.msg.outgoing - FIX.4.4:FIXWAY->CLIENT1: ~ OUT",
            "20260304-05:06:07.123456 in e4 ~ IN", "<20260304-05:06:07, FIX.4.4:FIXWAY->CLIENT1, incoming> (~ IN"})
    void aPrefixTellsTheDirectionOrTheCompIdsDo(String prefix, Direction direction) throws IOException {
        List<LogMessage> found = scanned(prefix + ' ' + (direction == Direction.OUT ? OUT : IN) + ")\n");

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().direction("FIXWAY")).isEqualTo(direction);
        assertThat(found.getFirst().session(direction)).isEqualTo("FIX.4.4:FIXWAY->CLIENT1");
        assertThat(found.getFirst().flaws()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "|", "^A", "<SOH>", "\\x01", "\\u0001"})
    void everySeparatorIsRead(String separator) throws IOException {
        String text = (OUT + IN).replace("\u0001", separator) + "\r\n" + OUT.replace("\u0001", separator) + "\n";

        assertThat(scanned(text)).extracting(message -> message.fields().wire()).containsExactly(OUT, IN, OUT);
        assertThat(scanned(text)).allSatisfy(message -> assertThat(message.flaws()).isEmpty());
        assertThat(scanned(text)).extracting(message -> message.where().line()).containsExactly(1L, 1L, 2L);
    }

    @Test
    void dataMayHoldSeparatorsAndLineEnds() throws IOException {
        String data = "x\u000110=000\u0001\ny";
        String body = "35=n\u000149=FIXWAY\u000156=CLIENT1\u000134=9\u0001212=" + data.length() + "\u0001213=" + data
                + '\u0001';

        List<LogMessage> found = scanned(sealed(body) + '\n' + IN + '\n');

        assertThat(found).hasSize(2);
        assertThat(found.getFirst().fields().get(213)).isEqualTo(data);
        assertThat(found.getFirst().flaws()).isEmpty();
        assertThat(found.getLast().where().line()).isEqualTo(3);
    }

    @Test
    void aWrongChecksumOrLengthIsToldAndNotDropped() throws IOException {
        String checksum = OUT.replace("17=E1", "17=E2");
        String length = OUT.replace("17=E1", "17=E1234");

        assertThat(scanned(checksum + '\n' + length + '\n' + OUT)).extracting(LogMessage::flaws)
                .containsExactly(java.util.Set.of(Flaw.CHECKSUM), java.util.Set.of(Flaw.CHECKSUM, Flaw.LENGTH),
                        java.util.Set.of());
    }

    @Test
    void aCutMessageIsTruncatedWhereverItIsCut() throws IOException {
        for (int length = "8=FIX.4.4|9".length(); length < OUT.length() - 1; length++) {
            String cut = OUT.substring(0, length);

            assertThat(scanned(IN + '\n' + cut)).as("at %s", length)
                    .extracting(LogMessage::flaws)
                    .containsExactly(java.util.Set.of(), java.util.Set.of(Flaw.TRUNCATED));
            assertThat(scanned(cut + '\n' + IN + '\n')).as("within, at %s", length)
                    .last()
                    .satisfies(message -> assertThat(message.fields().wire()).isEqualTo(IN));
            assertThat(scanned(cut + IN + '\n')).as("torn and gone on, at %s", length)
                    .last()
                    .satisfies(message -> assertThat(message.fields().wire()).isEqualTo(IN));
        }
    }

    @Test
    void whatIsNoMessageIsPassedOver() throws IOException {
        assertThat(scanned("18=FIX.4.4\u00019=5\u0001\n8=FIX\n8=FIX.4.4 9=5\nnothing " + "y".repeat(300_000) + '\n'
                + OUT)).extracting(message -> message.fields().wire()).containsExactly(OUT);
    }

    @Test
    void theSameIsFoundHoweverTheBytesArrive() throws IOException {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append("20260304-05:06:07: ").append(random.nextBoolean() ? OUT : IN);
            text.append(random.nextInt(9) == 0 ? "x".repeat(random.nextInt(70_000)) : "").append('\n');
        }

        List<String> found = wires(scanned(text.toString()));

        assertThat(found).hasSize(200);
        assertThat(wires(all(new Dripping(bytes(text.toString()), random)))).isEqualTo(found);
    }

    @Test
    void packedLogsAreReadAndACutOneUpToItsCut(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            Random random = new Random(3);
            for (int i = 0; i < 2000; i++) {
                out.write(
                        bytes(message("35=8|49=FIXWAY|56=CLIENT1|34=" + (i + 1) + "|17=" + random.nextLong()) + '\n'));
            }
        }
        Path whole = Files.write(folder.resolve("a.log.gz"), packed.toByteArray());
        Path cut = Files.write(folder.resolve("b.log.gz"),
                java.util.Arrays.copyOf(packed.toByteArray(), packed.size() / 2));

        assertThat(report(whole).messages()).isEqualTo(2000);
        assertThat(report(whole).damaged()).isEmpty();
        assertThat(report(cut).messages()).isBetween(500L, 1999L);
        assertThat(report(cut).damaged()).singleElement().asString().contains("b.log.gz");
    }

    private static ParseReport report(Path file) throws IOException {
        LogReplay replay = new LogReplay("FIXWAY");
        replay.read(file, (_, _, _, _) -> {
        }, _ -> {
        });
        return replay.report();
    }

    private static List<String> wires(List<LogMessage> messages) {
        return messages.stream().map(message -> message.fields().wire()).toList();
    }

    private static List<LogMessage> scanned(String text) throws IOException {
        return all(new ByteArrayInputStream(bytes(text)));
    }

    private static List<LogMessage> all(InputStream in) throws IOException {
        List<LogMessage> found = new ArrayList<>();
        try (MessageScanner scanner = new MessageScanner("log", in)) {
            for (LogMessage message = scanner.next(); message != null; message = scanner.next()) {
                found.add(message);
            }
        }
        return found;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String message(String body) {
        return sealed(body.replace('|', '\u0001') + '\u0001');
    }

    private static String sealed(String body) {
        String text = "8=FIX.4.4\u00019=" + body.length() + '\u0001' + body;
        int sum = text.chars().sum() & 0xFF;
        return text + "10=" + Integer.toString(1000 + sum).substring(1) + '\u0001';
    }

    /// Gives a few bytes at a time.
    private static final class Dripping extends FilterInputStream {
        private final Random random;

        private Dripping(byte[] bytes, Random random) {
            super(new ByteArrayInputStream(bytes));
            this.random = random;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return super.read(into, offset, Math.min(length, 1 + random.nextInt(500)));
        }
    }
}
