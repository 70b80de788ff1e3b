package dev.fixway.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames as bytes, against a server that knows no WebSocket.
class VenueSocketIT {
    private final BlockingQueue<byte[]> heard = new ArrayBlockingQueue<>(10);

    @Test
    void putsPartsTogetherAndAnswersPingsBetweenThem() throws Exception {
        // "ab" + ping "?" + "c" as one text, then binary 01 02.
        try (RawServer server = serving("01 02 61 62 | 89 01 3f | 80 01 63 | 82 02 01 02");
                VenueSocket socket = open(server)) {
            assertThat(socket.read()).isEqualTo(new StreamSocket.Message.Text("abc"));
            assertThat(socket.read()).isEqualTo(
                    new StreamSocket.Message.Binary(ByteBuffer.wrap(new byte[]{1, 2})));
            assertThat(heard.poll(5, TimeUnit.SECONDS)).as("a pong").containsExactly(0x8a, 1, '?');
        }
    }

    @Test
    void sendsMaskedFramesOfEveryLength() throws Exception {
        try (RawServer server = serving(""); VenueSocket socket = open(server)) {
            for (int length : new int[]{0, 125, 126, 70_000}) {
                socket.sendText("x".repeat(length));
                byte[] frame = heard.poll(5, TimeUnit.SECONDS);
                assertThat(frame).startsWith(0x81)
                        .endsWith("x".repeat(Math.min(length, 9))
                                .getBytes(
                                        StandardCharsets.US_ASCII));
                assertThat(frame.length).isEqualTo(2 + length);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"88 02 03 e9; closed by the venue with 1001", "88 00; closed by the venue",
            "88 05 0f a1 62 79 65; closed by the venue with 4001: bye", "''; cut by the venue",
            "81 05 61; EOFException", "81 7e 13 88; a message is longer than 4096",
            "01 01 61 81 01 62; frames of messages are mixed", "80 01 61; frames of messages are mixed",
            "81 81 00 00 00 00 00; a frame that is not a server's", "c1 00; a frame that is not a server's",
            "83 00; a frame of kind 3", "09 00; a control frame", "81 01 ff; MalformedInput"})
    void endsWithItsCause(String frames, String cause) throws Exception {
        try (RawServer server = servingAndEnding(frames); VenueSocket socket = open(server)) {
            assertThatThrownBy(socket::read).isInstanceOf(IOException.class)
                    .satisfies(e -> assertThat(e.toString()).contains(cause));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 403 No\r\n\r\n", "HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\n\r\n", "",
            "SSH-2.0\r\n\r\n"})
    void isNotOpenedByAnythingElse(String answer) throws IOException {
        try (RawServer server = new RawServer(RawServer.textAndEnd(answer))) {
            assertThatThrownBy(() -> open(server)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void givesUpOnASilentServer() throws IOException {
        WireSettings hasty = new WireSettings(Duration.ofMillis(200), Duration.ofMillis(200), 4_096,
                Duration.ofSeconds(1), Duration.ofMillis(10), Duration.ofMillis(40),
                Duration.ofMinutes(5));
        try (RawServer server = new RawServer((_, _) -> {
            // Not a word.
        })) {
            assertThatThrownBy(() -> VenueSocket.open(address(server), Map.of(), hasty)).hasMessage(
                    "no connection within 200 ms");
        }
    }

    @Test
    void sendsHeadersPathAndQuery() throws Exception {
        try (RawServer server = serving("");
                VenueSocket _ = VenueSocket.open(URI.create(address(server) + "/v2/x?a=1"), Map.of("Key", "k"),
                        VenueHttpIT.SETTINGS)) {
            assertThat(server.requests().getFirst()).startsWith("GET /v2/x?a=1 HTTP/1.1\r\n").contains("Key: k\r\n");
        }
    }

    private static VenueSocket open(RawServer server) throws IOException {
        return VenueSocket.open(address(server), Map.of(), VenueHttpIT.SETTINGS);
    }

    private static URI address(RawServer server) {
        return URI.create(server.address().toString().replace("http", "ws"));
    }

    private RawServer serving(String frames) throws IOException {
        return server(frames, false);
    }

    private RawServer servingAndEnding(String frames) throws IOException {
        return server(frames, true);
    }

    /// Says yes to the handshake, sends these bytes and keeps what comes, without masks.
    private RawServer server(String frames, boolean ends) throws IOException {
        RawServer[] made = new RawServer[1];
        made[0] = new RawServer((socket, _) -> {
            String request = made[0].requests().getFirst();
            String marker = "Sec-WebSocket-Key: ";
            int start = request.indexOf(marker) + marker.length();
            String key = request.substring(start, request.indexOf("\r\n", start));
            RawServer.text("HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                    + accept(key) + "\r\n\r\n").give(socket, 1);
            socket.getOutputStream().write(bytes(frames));
            if (ends) {
                socket.shutdownOutput();
            }
            keep(socket);
        });
        return made[0];
    }

    private void keep(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        for (int head = in.read(); head >= 0; head = in.read()) {
            int small = in.read() & 0x7f;
            int length = small < 126 ? small : (int) number(in, small == 126 ? 2 : 8);
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(head);
            frame.write(small);
            for (int i = 0; i < payload.length; i++) {
                frame.write(payload[i] ^ mask[i & 3]);
            }
            heard.add(frame.toByteArray());
        }
    }

    private static long number(InputStream in, int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | in.read();
        }
        return number;
    }

    private static byte[] bytes(String hex) {
        String digits = hex.replaceAll("[ |]", "");
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(
                                    StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
