package dev.fixway.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a request on real sockets: answered, not sent, or unknown.
class VenueHttpIT {
    private static final Duration DEADLINE = Duration.ofMillis(400);
    private static final int BODY_MAX = 4_096;
    static final WireSettings SETTINGS = new WireSettings(Duration.ofSeconds(2), DEADLINE, BODY_MAX,
            Duration.ofMillis(1_000), Duration.ofMillis(10), Duration.ofMillis(40), Duration.ofMinutes(5));
    /// With time to see what ends without any silence.
    static final WireSettings SETTINGS_PATIENT = new WireSettings(Duration.ofSeconds(2), DEADLINE, BODY_MAX,
            Duration.ofMinutes(2), Duration.ofMillis(10), Duration.ofMillis(40), Duration.ofMinutes(5));
    private static final WireRequest ORDER = WireRequest.of("POST", "/orders", "{\"quantity\":\"10\"}");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone";

    @Test
    void tellsStatusAndBody() throws IOException {
        try (RawServer server = new RawServer(RawServer.text("HTTP/1.1 422 No\r\nContent-Length: 2\r\n\r\nno"))) {
            assertThat(sent(server, ORDER)).isEqualTo(new Reply.Answered(422, "no"));
            assertThat(server.requests()).hasSize(1)
                    .allMatch(request -> request.startsWith("POST /orders HTTP/1.1\r\n")
                            && request.endsWith("{\"quantity\":\"10\"}"));
        }
    }

    @Test
    void sendsHeadersAndKeepsThemToItself() throws IOException {
        WireRequest signed = new WireRequest("GET", "/v3/order?symbol=X&signature=abc", null, Map.of("Api-Key", "k1"));
        try (RawServer server = new RawServer(RawServer.text(OK))) {
            assertThat(sent(server, signed)).isEqualTo(new Reply.Answered(200, "done"));
            assertThat(server.requests().getFirst()).contains("Api-Key: k1").contains("signature=abc");
        }
        assertThat(signed).hasToString("GET /v3/order?symbol=***&signature=***");
    }

    @Test
    void aRefusedConnectionIsNotSent() throws IOException {
        URI nobody;
        try (RawServer server = new RawServer(RawServer.text(OK))) {
            nobody = server.address();
        }
        try (VenueHttp http = new VenueHttp(nobody, SETTINGS)) {
            assertThat(http.send(ORDER)).isInstanceOf(Reply.NotSent.class);
        }
    }

    /// Nothing, half a status line, half a header, a body that stops, a body that never starts: each with an open
    /// socket.
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.", "HTTP/1.1 200 OK\r\nContent-Le",
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1234",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n1234\r\n"})
    void whatStopsIsUnknownAtTheDeadline(String answer) throws IOException {
        try (RawServer server = new RawServer(RawServer.text(answer))) {
            long start = System.nanoTime();

            assertThat(sent(server, ORDER)).isInstanceOf(Reply.Unknown.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(DEADLINE, DEADLINE.plusSeconds(3));
            assertThat(server.requests()).hasSize(1);
        }
    }

    /// As before, but the venue closes: no answer, half of one, one that is no HTTP.
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1234",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n1234\r\n", "hello\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\u00ff\u00fe"})
    void whatBreaksOffOrCannotBeReadIsUnknown(String answer) throws IOException {
        try (RawServer server = new RawServer(RawServer.textAndEnd(answer))) {
            assertThat(sent(server, ORDER)).isInstanceOf(Reply.Unknown.class);
            assertThat(server.requests()).as("sent once").hasSize(1);
        }
    }

    @Test
    void aResetIsUnknown() throws IOException {
        try (RawServer server = new RawServer((socket, _) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        })) {
            assertThat(sent(server, ORDER)).isInstanceOf(Reply.Unknown.class);
        }
    }

    @Test
    void doesNotReadALongerBodyThanItsBound() throws IOException {
        String fits = "x".repeat(BODY_MAX);
        try (RawServer server = new RawServer(
                RawServer.text("HTTP/1.1 200 OK\r\nContent-Length: 4096\r\n\r\n" + fits))) {
            assertThat(sent(server, ORDER)).isEqualTo(new Reply.Answered(200, fits));
        }
        try (RawServer server = new RawServer(
                RawServer.text("HTTP/1.1 200 OK\r\nContent-Length: 4097\r\n\r\n" + fits + "x"))) {
            assertThat(sent(server, ORDER)).isInstanceOf(Reply.Unknown.class);
        }
    }

    /// A kept connection that the venue closes on the second request: the client must not try that one again.
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH", "DELETE"})
    void neverSendsAgainOnAConnectionThatWasClosed(String method) throws IOException {
        WireRequest request = new WireRequest(method, "/orders/1", null, Map.of());
        try (RawServer server = new RawServer((socket, n) -> {
            if (n == 1) {
                RawServer.text(OK).give(socket, n);
            } else {
                socket.close();
            }
        }); VenueHttp http = new VenueHttp(server.address(), SETTINGS)) {
            assertThat(http.send(request)).isInstanceOf(Reply.Answered.class);
            assertThat(http.send(request)).isInstanceOf(Reply.Unknown.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    private static Reply sent(RawServer server, WireRequest request) {
        try (VenueHttp http = new VenueHttp(server.address(), SETTINGS)) {
            return http.send(request);
        }
    }
}
