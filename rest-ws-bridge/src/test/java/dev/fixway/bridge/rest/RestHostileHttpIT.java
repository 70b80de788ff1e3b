package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is hardly HTTP: the documented answer, and everybody else is served.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestHostileHttpIT {
    private static final String ORDER = "{\"symbol\":\"A\",\"side\":\"BUY\",\"quantity\":\"1\","
            + "\"order_type\":\"MARKET\"}";
    private static final String LIVEZ = "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n";
    private RestFixture rest;
    private RawConnection other;

    @BeforeAll
    void start() {
        rest = new RestFixture();
        other = rest.connect();
    }

    @AfterEach
    void everybodyElseIsServed() {
        assertThat(other.write(post("Content-Length: " + ORDER.length(), ORDER)).read().status()).isEqualTo(201);
    }

    @AfterAll
    void stop() {
        other.close();
        rest.close();
    }

    private static String post(String fields, String body) {
        return "POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + fields + "\r\n\r\n" + body;
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private static Arguments row(String name, int status, String request) {
        return Arguments.of(name, status, request);
    }

    static Stream<Arguments> lengths() {
        String chunked = "Transfer-Encoding: chunked";
        String size = Integer.toHexString(ORDER.length());
        return Stream.of(row("both lengths", 400, post("Content-Length: 72\r\n" + chunked, "0\r\n\r\n" + ORDER)),
                row("both lengths, the other way", 400, post(chunked + "\r\nContent-Length: 72", "0\r\n\r\n")),
                row("two lengths", 400, post("Content-Length: 72\r\nContent-Length: 3", ORDER)),
                row("twice the same length", 400, post("Content-Length: 72\r\nContent-Length: 72", ORDER)),
                row("list of lengths", 400, post("Content-Length: 72, 72", ORDER)),
                row("signed length", 400, post("Content-Length: +72", ORDER)),
                row("negative length", 400, post("Content-Length: -1", ORDER)),
                row("hexadecimal length", 400, post("Content-Length: 0x48", ORDER)),
                row("no length", 400, post("Content-Length:", ORDER)),
                row("length beyond 64 bits", 400, post("Content-Length: 99999999999999999999", ORDER)),
                row("blank before the colon", 400, post("Content-Length : 72", ORDER)),
                row("folded field", 400, post("X: y\r\n Transfer-Encoding: chunked", ORDER)),
                row("identity", 400, post("Transfer-Encoding: identity", ORDER)),
                row("unknown coding", 400, post("Transfer-Encoding: xchunked", ORDER)),
                row("two codings", 400, post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n")),
                row("chunked twice", 400, post(chunked + "\r\n" + chunked, "0\r\n\r\n")),
                row("chunked, then identity", 400, post(chunked + ", identity", "0\r\n\r\n")),
                row("chunked in HTTP/1.0", 400, post(chunked, "0\r\n\r\n").replace("HTTP/1.1", "HTTP/1.0")),
                row("size that is no number", 400, post(chunked, "zz\r\n" + ORDER)),
                row("negative size", 400, post(chunked, "-1\r\n" + ORDER)),
                row("no size", 400, post(chunked, "\r\n" + ORDER)),
                row("size beyond 64 bits", 400, post(chunked, "fffffffffffffffffff\r\n" + ORDER)),
                row("size that wraps round", 400, post(chunked, "100000000000000\r\n" + ORDER)),
                row("chunk longer than its size", 400, post(chunked, "2\r\n{}zz0\r\n\r\n")),
                row("line feeds only", 400, post(chunked, "2\n{}\n0\n\n")),
                row("trailer without a colon", 400, post(chunked, size + "\r\n" + ORDER + "\r\n0\r\nX Y\r\n\r\n")),
                row("trailers without end", 431,
                        post(chunked, size + "\r\n" + ORDER + "\r\n0\r\nX: " + "y".repeat(500_000) + "\r\n\r\n")),
                row("chunk with an extension", 201,
                        post(chunked, size + ";a=b\r\n" + ORDER + "\r\n0\r\nX: y\r\n\r\n")));
    }

    static Stream<Arguments> heads() {
        String name = "x".repeat(70_000);
        return Stream.of(row("fields at the limit", 200, head("X: y\r\n".repeat(Framing.FIELDS_MAX - 1))),
                row("one field too many", 431, head("X: y\r\n".repeat(Framing.FIELDS_MAX))),
                row("5,000 fields", 431, head("X: y\r\n".repeat(5_000))),
                row("70 KB of field", 200, head("X: " + name + "\r\n")),
                row("500 KB of field", 431, head("X: " + "y".repeat(500_000) + "\r\n")),
                row("500 KB of name", 431, head("y".repeat(500_000) + ": x\r\n")),
                row("500 KB of method", 400, "G".repeat(500_000) + " /livez HTTP/1.1\r\nHost: x\r\n\r\n"),
                row("target at the limit", 404, get("/v1/" + "x".repeat(Framing.TARGET_BYTES_MAX - 4))),
                row("target over the limit", 414, get("/v1/" + "x".repeat(Framing.TARGET_BYTES_MAX - 3))),
                row("query over the limit", 414, get("/v1/orders?" + name)),
                row("12,000 parameters", 400, get("/v1/orders?" + "a=b&".repeat(12_000))),
                row("no host", 400, "GET /livez HTTP/1.1\r\n\r\n"),
                row("two hosts", 400, head("Host: y\r\n")), row("no colon", 400, head("nonsense\r\n")),
                row("no name", 400, head(": x\r\n")), row("NUL", 400, head("X: a\0b\r\n")),
                row("name with a blank", 400, head("X Y: z\r\n")), row("bytes over 127", 200, head("X: \u00ff\r\n")),
                row("line feeds only", 400, "GET /livez HTTP/1.1\nHost: x\n\n"),
                row("carriage return only", 400, "GET /livez HTTP/1.1\rHost: x\r\n\r\n"),
                row("HTTP/0.9", 400, "GET /livez\r\n\r\n"), row("HTTP/1.2", 400, "GET /livez HTTP/1.2\r\n\r\n"),
                row("HTTP/2", 400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                row("HTTP/9.9", 400, "GET /livez HTTP/9.9\r\nHost: x\r\n\r\n"),
                row("another protocol", 400, "GET /livez RTSP/1.0\r\nHost: x\r\n\r\n"),
                row("TLS", 400, "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003abcdefghij\r\n\r\n"));
    }

    private static String head(String fields) {
        return "GET /livez HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"lengths", "heads"})
    void answersOnceAndCloses(String name, int status, String request) {
        try (RawConnection connection = rest.connect()) {
            RawConnection.Reply reply = connection.write(request + LIVEZ).read();

            assertThat(reply.status()).as(name).isEqualTo(status);
            if (status == 400 || status == 414 || status == 431) {
                assertThat(reply.header("Connection")).isEqualTo("close");
                assertThat(reply.header("Content-Length")).isEqualTo("0");
                assertThat(connection.isClosedByPeer()).as("nothing is read behind it").isTrue();
            } else {
                assertThat(connection.read().body()).isEqualTo("{\"status\":\"ok\"}");
            }
        }
    }

    @Test
    void findsTheSameFaultsByteByByte() {
        List<String> differing = new ArrayList<>();
        Stream.concat(lengths(), heads()).forEach(row -> {
            byte[] bytes = String.valueOf(row.get()[2]).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            Framing whole = new Framing();
            whole.follow(java.nio.ByteBuffer.wrap(bytes), 0, bytes.length);
            Framing single = new Framing();
            for (int i = 0; i < bytes.length && single.fault() == null; i++) {
                single.follow(java.nio.ByteBuffer.wrap(bytes), i, i + 1);
            }
            if (whole.fault() != single.fault() || whole.isBetweenRequests() != single.isBetweenRequests()) {
                differing.add(String.valueOf(row.get()[0]));
            }
        });

        assertThat(differing).isEmpty();
    }

    @Test
    void answersWhatCameBeforeTheFaultFirst() {
        try (RawConnection connection = rest.connect()) {
            connection.write(LIVEZ + post("Content-Length: " + ORDER.length(), ORDER) + "GET /livez HTTP/7\r\n\r\n");

            assertThat(connection.read().status()).isEqualTo(200);
            assertThat(connection.read().status()).isEqualTo(201);
            assertThat(connection.read().status()).isEqualTo(400);
            assertThat(connection.isClosedByPeer()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"CONNECT x:80,404", "CONNECT /v1/orders,405", "OPTIONS *,404", "OPTIONS /v1/orders,405",
            "TRACE /v1/orders,405", "PUT /v1/orders/x,405", "BREW /livez,405", "GET /,404",
            "GET /v1/orders/../orders,404", "GET /../../etc/passwd,404", "GET /v1/orders/..%2f..%2fetc%2fpasswd,404",
            "GET //v1/orders,404", "GET /v1//orders,404", "GET /v1/orders;x=y,404", "GET /v1/orders/%,400",
            "GET /v1/orders/%zz,400", "GET /v1/orders/%c3%28,400", "GET /v1/orders/%00,404", "GET /v1/orders#x,400",
            "GET /v1/orders/<script>,400", "GET /v1/ord ers,400", "GET livez,400", "GET *,400", "GET x:livez,400",
            "GET http://evil/v1/orders,400", "GET http:///livez,400", "GET http://x/livez,200",
            "GET /v1/orders?limit=1&limit=2,400", "GET /v1/orders?limit=-1,400", "GET /v1/orders?limit=4294967296,400",
            "GET /v1/orders?limit=1e3,400", "GET /v1/orders?limit=,400", "GET /v1/orders?status=BAD,400",
            "GET /v1/orders?side=LONG,400", "GET /v1/orders?since=2026-01-01,400",
            "GET /v1/orders?until=2026-13-01T00:00:00Z,400", "GET /v1/orders?symbol=%ff,200",
            "GET /v1/orders?symbol=%00,200", "DELETE /v1/orders?symbol=%00,200",
            "DELETE /v1/orders?symbol=a&symbol=b,400", "DELETE /v1/orders/MAIN00000000000001,404",
            "GET /v1/orders?nonsense=1&nonsense=2&limit=1,200"})
    void answersOddTargets(String line, int status) {
        try (RawConnection connection = rest.connect()) {
            RawConnection.Reply reply = connection.write(line + " HTTP/1.1\r\nHost: x\r\n\r\n").read();

            assertThat(reply.status()).isEqualTo(status);
            Leaks.assertNone(reply.head() + reply.body());
        }
    }

    @ParameterizedTest
    @CsvSource({"POST /v1/nothing,404", "PUT /v1/orders,405", "DELETE /v1/orders,200", "GET /livez,200",
            "DELETE /v1/orders/nothing,404", "POST /v1/positions,405", "GET /v1/orders?limit=x,400"})
    void answersWithoutTheBodyThatItDoesNotNeed(String line, int status) {
        try (RawConnection connection = rest.connect()) {
            connection.write(line + " HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n");

            assertThat(connection.read().status()).isEqualTo(status);
            assertThat(connection.write(" ".repeat(100) + LIVEZ).read().body()).isEqualTo("{\"status\":\"ok\"}");
        }
    }

    @Test
    void takesABodyShorterThanItsLengthForUnfinished() {
        try (RawConnection connection = rest.connect()) {
            connection.write(post("Content-Length: " + (ORDER.length() + LIVEZ.length()), ORDER));
            assertThat(rest.get("/livez").statusCode()).isEqualTo(200);

            assertThat(connection.write(LIVEZ).read().body()).contains("INVALID_REQUEST");
        }
    }

    @Test
    void takesABodyLongerThanItsLengthForTheNextRequest() {
        try (RawConnection connection = rest.connect()) {
            connection.write(post("Content-Length: " + ORDER.length(), ORDER + "rubbish\r\n\r\n"));

            assertThat(connection.read().status()).isEqualTo(201);
            assertThat(connection.read().status()).isEqualTo(400);
            assertThat(connection.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void leavesUpgradesThatItDoesNotKnowAlone() {
        try (RawConnection connection = rest.connect()) {
            connection
                    .write(head("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"));

            assertThat(connection.read().status()).isEqualTo(200);
            assertThat(connection.write(LIVEZ).read().status()).isEqualTo(200);
        }
    }
}
