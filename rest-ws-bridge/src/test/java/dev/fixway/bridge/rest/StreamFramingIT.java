package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// websocket.md, chapters 1 to 3: what clients send.
class StreamFramingIT {
    private static final byte[] NONE = {};
    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    private RawStream open() {
        return new RawStream(rest.server.port());
    }

    private static void assertAlive(RawStream stream) {
        RawStream.Received pong = stream.write(RawStream.frame(RawStream.PING, "p")).read();
        assertThat(pong.first()).isEqualTo(RawStream.PONG);
        assertThat(pong.text()).isEqualTo("p");
    }

    @Test
    void answersProtocolPingsOnly() {
        try (RawStream stream = open()) {
            stream.write(RawStream.frame(RawStream.TEXT, "{\"type\":\"ping\",\"timestamp\":\"2026-03-04T05:09:50Z\"}"));

            assertAlive(stream);
            assertThat(stream.write(RawStream.frame(RawStream.PING, "")).read().payload()).isEmpty();
            assertThat(stream.write(RawStream.frame(RawStream.PING, "x".repeat(125))).read().payload()).hasSize(125);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"type\":\"event_ack\",\"correlation_id\":\"c\",\"events_processed\":[\"e\"],\"timestamp\":1}",
            "{\"type\":\"event_ack\"}", "{\"type\":\"pong\"}", "{\"type\":\"subscribe\"}", "{", "", "null",
            "\u20AC\uD83D\uDE00"})
    void takesWhateverClientsSay(String text) {
        try (RawStream stream = open()) {
            stream.write(RawStream.frame(RawStream.TEXT, text));

            assertAlive(stream);
        }
    }

    @Test
    void takesBinaryFragmentsAndLongMessages() {
        try (RawStream stream = open()) {
            stream.write(RawStream.frame(0x82, new byte[]{(byte) 0xFF, 0}));
            byte[] euro = "\u20AC".getBytes(StandardCharsets.UTF_8);
            stream.write(RawStream.frame(0x01, new byte[]{euro[0]}));
            assertAlive(stream);
            stream.write(RawStream.frame(0x00, new byte[]{euro[1]}));
            stream.write(RawStream.frame(0x80, new byte[]{euro[2]}));
            stream.write(RawStream.frame(RawStream.TEXT, "x".repeat(70_000)));
            stream.write(RawStream.frame(RawStream.TEXT, new byte[16 * 1024 * 1024]));

            assertAlive(stream);
        }
    }

    static Stream<Arguments> broken() {
        byte[] unmasked = RawStream.frame(RawStream.TEXT, "");
        unmasked[1] = 0;
        byte[] tooLong = {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 0, 1, 0, 0, 1, 1, 2, 3, 4};
        byte[] negative = {(byte) 0x82, (byte) 0xFF, (byte) 0x80, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4};
        byte[] longPing = {(byte) 0x89, (byte) 0xFE, 0, 126, 1, 2, 3, 4};
        return Stream.of(Arguments.of("unmasked", unmasked), Arguments.of("reserved bit", RawStream.frame(0xC1, "")),
                Arguments.of("reserved opcode", RawStream.frame(0x83, "")),
                Arguments.of("reserved control", RawStream.frame(0x8B, "")),
                Arguments.of("continues nothing", RawStream.frame(0x80, "")),
                Arguments.of("fragmented ping", RawStream.frame(0x09, "")), Arguments.of("long ping", longPing),
                Arguments.of("one byte close", RawStream.frame(RawStream.CLOSE, "x")),
                Arguments.of("close without text",
                        RawStream.frame(RawStream.CLOSE, new byte[]{3, (byte) 0xE8, (byte) 0xFF})),
                Arguments.of("bad UTF-8", RawStream.frame(RawStream.TEXT, new byte[]{(byte) 0xC0, (byte) 0x80})),
                Arguments.of("surrogate", RawStream.frame(RawStream.TEXT, new byte[]{(byte) 0xED, (byte) 0xA0, 0})),
                Arguments.of("half a character", RawStream.frame(RawStream.TEXT, new byte[]{(byte) 0xE2, (byte) 0x82})),
                Arguments.of("over 16 MiB", tooLong), Arguments.of("over 2^63", negative));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void dropsWhatIsNoWebSocket(String name, byte[] bytes) {
        try (RawStream stream = open(); RawStream other = open()) {
            stream.write(bytes);

            assertThat(stream.isDropped()).as(name).isTrue();
            assertAlive(other);
        }
    }

    @Test
    void dropsAMessageWithinAMessage() {
        try (RawStream stream = open()) {
            stream.write(RawStream.frame(0x01, "a")).write(RawStream.frame(RawStream.TEXT, "b"));

            assertThat(stream.isDropped()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1011, 3000, 4999})
    void echoesAClose(int code) {
        try (RawStream stream = open()) {
            RawStream.Received echo = stream.write(RawStream.closing(code, "bye \u20AC")).read();

            assertThat(echo.first()).isEqualTo(RawStream.CLOSE);
            assertThat(echo.code()).isEqualTo(code);
            assertThat(new String(echo.payload(), 2, echo.payload().length - 2, StandardCharsets.UTF_8))
                    .isEqualTo("bye \u20AC");
            assertThat(stream.isDropped()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535})
    void answersACloseThatIsNeverSentWith1002(int code) {
        try (RawStream stream = open()) {
            assertThat(stream.write(RawStream.closing(code, "")).read().code()).isEqualTo(1002);
            assertThat(stream.isDropped()).isTrue();
        }
    }

    @Test
    void echoesACloseWithoutACode() {
        try (RawStream stream = open()) {
            assertThat(stream.write(RawStream.frame(RawStream.CLOSE, NONE)).read().payload()).isEmpty();
            assertThat(stream.isDropped()).isTrue();
        }
    }
}
