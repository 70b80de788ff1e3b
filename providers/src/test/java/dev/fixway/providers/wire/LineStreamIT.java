package dev.fixway.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Streams of lines from a server that writes the very bytes that a test gives it.
class LineStreamIT {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private final Diary diary = new Diary();

    /// Says `ready` when it is told so.
    private static final class Diary implements StreamListener {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final List<Duration> gaps = new CopyOnWriteArrayList<>();

        @Override
        public void onOpen(StreamLink link) {
            lines.add("open");
        }

        @Override
        public void onText(StreamLink link, String text) {
            lines.add(text);
            if (text.equals("ready")) {
                link.ready();
            }
        }

        @Override
        public void onConnected(Duration gap) {
            lines.add("connected");
            gaps.add(gap);
        }

        @Override
        public void onLost(String cause) {
            lines.add("lost: " + cause);
        }
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.getBytes(StandardCharsets.ISO_8859_1).length) + "\r\n" + text + "\r\n";
    }

    /// As the bytes of a chunk, which know nothing of characters.
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private VenueStream stream(RawServer server, String path) {
        return VenueStream.lines("test", () -> URI.create(server.address() + path),
                Map.of("Authorization", "Bearer token"), VenueHttpIT.SETTINGS, diary);
    }

    private static List<String> read(RawServer server) throws IOException {
        List<String> lines = new ArrayList<>();
        try (LineSocket socket = LineSocket.open(server.address(), Map.of(), VenueHttpIT.SETTINGS_PATIENT)) {
            while (true) {
                if (socket.read() instanceof StreamSocket.Message.Text(String text)) {
                    lines.add(text);
                }
            }
        } catch (IOException e) {
            lines.add("! " + e.getMessage());
        }
        return lines;
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(10));
    }

    @Test
    void findsLinesWhateverTheChunksAre() throws IOException {
        String euro = bytes("{\"c\":\"€\"}");
        String body = chunk("{\"a\":1}\n{\"a\":2}\n\n{\"a\"") + "4;name=value\r\n:3}\r\r\n" + chunk("\n\r\n\n")
                + chunk(euro.substring(0, 7)) + chunk(euro.substring(7)) + chunk("\nleft over") + "0\r\n\r\n";
        try (RawServer server = new RawServer(RawServer.text(CHUNKED + body))) {
            assertThat(read(server)).containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"c\":\"€\"}",
                    "! ended by the venue within a line");
        }
    }

    @Test
    void readsAnAnswerWithoutChunksToo() throws IOException {
        try (RawServer server = new RawServer(RawServer.textAndEnd(OK + "\r\na\nb\n"))) {
            assertThat(read(server)).containsExactly("a", "b", "! ended by the venue");
        }
    }

    @Test
    void tellsOnlyWholeLinesWhereverItIsCut() throws IOException {
        String whole = CHUNKED + chunk("first\nsec") + chunk("ond\n") + "0\r\n\r\n";
        int first = whole.indexOf("first\n") + 6;
        int second = whole.indexOf("ond\n") + 4;
        AtomicInteger cut = new AtomicInteger();
        try (RawServer server = new RawServer(
                (socket, n) -> RawServer.textAndEnd(whole.substring(0, cut.get())).give(socket, n))) {
            for (int at = CHUNKED.length() - 3; at < whole.length() - 4; at++) {
                cut.set(at);
                List<String> lines = read(server);

                List<String> expected = at < first
                        ? List.of()
                        : at < second
                                ? List.of("first")
                                : List.of("first",
                                        "second");
                assertThat(lines.subList(0, lines.size() - 1)).as("cut at byte " + at).isEqualTo(expected);
                assertThat(lines.getLast()).as("cut at byte " + at).startsWith("! cut");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"zz, not the size of a chunk: zz", "'', 'not the size of a chunk: '", "-1, not the size of a chunk: -1",
            "12345678, not the size of a chunk: 12345678", "2, a chunk that is longer than it says"})
    void breaksAtWhatIsNoChunk(String size, String cause) throws IOException {
        try (RawServer server = new RawServer(RawServer.text(CHUNKED + size + "\r\nabcdef\r\n"))) {
            assertThat(read(server)).containsExactly("! " + cause);
        }
    }

    @Test
    void readsNoLineThatIsTooLong() throws IOException {
        String longest = "x".repeat(VenueHttpIT.SETTINGS_PATIENT.bodyBytesMax());
        try (RawServer server = new RawServer(RawServer.text(CHUNKED + chunk(longest + "\n" + longest + "x\n")))) {
            assertThat(read(server)).containsExactly(longest, "! a line is longer than " + longest.length());
        }
    }

    @ParameterizedTest
    @CsvSource({"401 Unauthorized, true", "403 Forbidden, true", "429 Too Many Requests, false", "503 Down, false"})
    void tellsARefusalThatStaysFromOneThatPasses(String status, boolean isRefusal) throws IOException {
        try (RawServer server = new RawServer(
                RawServer.text("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n"))) {
            assertThatThrownBy(() -> LineSocket.open(server.address(), Map.of(), VenueHttpIT.SETTINGS))
                    .hasMessageContaining(status.substring(0, 3))
                    .matches(e -> e instanceof Handshake.HandshakeException == isRefusal);
        }
    }

    @Test
    void takesAnAnswerThatEndsForNoStream() throws IOException {
        try (RawServer server = new RawServer(RawServer.text(OK + "Content-Length: 2\r\n\r\n{}"))) {
            assertThatThrownBy(() -> LineSocket.open(server.address(), Map.of(), VenueHttpIT.SETTINGS))
                    .hasMessage("an answer of 2 bytes is no stream");
        }
    }

    @Test
    void connectsAgainAndTellsTheGap() throws IOException {
        try (RawServer server = new RawServer((socket, n) -> {
            RawServer.text(CHUNKED + chunk("ready\n")).give(socket, n);
            if (n < 3) {
                socket.close();
            }
        }); VenueStream stream = stream(server, "/stream?since=0")) {
            stream.start();
            soon().until(() -> diary.gaps.size() == 3);

            assertThat(diary.lines.subList(0, 8)).containsExactly("open", "ready", "connected",
                    "lost: cut by the venue", "open", "ready", "connected", "lost: cut by the venue");
            assertThat(diary.gaps.getLast()).isGreaterThanOrEqualTo(VenueHttpIT.SETTINGS.firstBackoff());
            assertThat(server.requests().getFirst()).startsWith("GET /stream?since=0 HTTP/1.1\r\nHost: ")
                    .contains("\r\nAuthorization: Bearer token\r\n");
        }
    }

    @Test
    void breaksASilentStreamAndKeepsOneThatShowsLife() throws IOException {
        AtomicInteger beats = new AtomicInteger();
        try (RawServer server = new RawServer((socket, n) -> {
            RawServer.text(CHUNKED + chunk("ready\n")).give(socket, n);
            for (int i = 0; n == 1 && i < 3; i++) {
                pause(VenueHttpIT.SETTINGS.silenceMax().dividedBy(2));
                beat(socket, beats);
            }
        }); VenueStream stream = stream(server, "/stream")) {
            stream.start();
            soon().until(() -> diary.lines.stream().anyMatch(line -> line.startsWith("lost: no sign of life")));

            assertThat(beats).as("empty lines, longer than it may be silent").hasValue(3);
        }
    }

    private static void beat(Socket socket, AtomicInteger beats) throws IOException {
        socket.getOutputStream().write(chunk("\n").getBytes(StandardCharsets.ISO_8859_1));
        beats.incrementAndGet();
    }

    private static void pause(Duration pause) {
        await().pollDelay(pause).until(() -> true);
    }
}
