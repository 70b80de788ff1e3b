package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.domain.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestTransportIT {
    private static final String ORDER = "{\"symbol\":\"A\",\"side\":\"BUY\",\"quantity\":\"1\","
            + "\"order_type\":\"MARKET\"}";
    private static final String HEAD = "POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    private static final String LIVEZ = "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n";
    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    private static String post(String body) {
        return HEAD + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    @Test
    void waitsForTheRestOfARequest() {
        try (RawConnection connection = rest.connect(); RawConnection other = rest.connect()) {
            String request = post(ORDER);
            for (int cut : new int[]{10, request.length() - 30, request.length() - 1}) {
                connection.write(request.substring(0, cut));
                assertThat(other.write(LIVEZ).read().status()).isEqualTo(200);
                assertThat(connection.write(request.substring(cut)).read().status()).isEqualTo(201);
            }
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() {
        try (RawConnection connection = rest.connect()) {
            connection.write(post(ORDER) + "GET /v1/orders/TEST00000000000001 HTTP/1.1\r\nHost: x\r\n\r\n" + post(ORDER)
                    + LIVEZ);

            assertThat(connection.read().body()).contains("\"id\":\"TEST00000000000001\"").contains("correlation_id");
            assertThat(connection.read().body()).contains("\"symbol\":\"A\"");
            assertThat(connection.read().body()).contains("\"id\":\"TEST00000000000002\"");
            assertThat(connection.read().body()).isEqualTo("{\"status\":\"ok\"}");
        }
    }

    @Test
    void keepsOthersServedWhileTheEngineIsSilent() {
        rest.engine.isMute = true;
        try (RawConnection waiting = rest.connect(); RawConnection other = rest.connect()) {
            waiting.write(post(ORDER));
            await().until(() -> !rest.engine.commands.isEmpty());

            assertThat(other.write(LIVEZ).read().status()).isEqualTo(200);
            rest.engine.commands.getFirst().reply().send(new Answer.Busy());
            assertThat(waiting.read().status()).isEqualTo(429);
        }
    }

    @Test
    void dropsASecondAnswer() {
        rest.engine.isMute = true;
        try (RawConnection connection = rest.connect()) {
            connection.write(post(ORDER));
            await().until(() -> !rest.engine.commands.isEmpty());
            rest.engine.commands.getFirst().reply().send(new Answer.Busy());
            rest.engine.commands.getFirst().reply().send(new Answer.Unavailable("x"));

            assertThat(connection.read().status()).isEqualTo(429);
            assertThat(connection.write(LIVEZ).read().status()).isEqualTo(200);
        }
    }

    @Test
    void survivesAClientThatHasGone() {
        rest.engine.isMute = true;
        try (RawConnection connection = rest.connect()) {
            connection.write(post(ORDER));
            await().until(() -> !rest.engine.commands.isEmpty());
        }
        rest.engine.commands.getFirst().reply().send(new Answer.Busy());
        rest.engine.isMute = false;

        assertThat(rest.submitted("A")).isEqualTo("TEST00000000000001");
    }

    @Test
    void takesChunkedBodies() {
        try (RawConnection connection = rest.connect()) {
            String half = ORDER.substring(0, 16);
            connection.write(HEAD + "Transfer-Encoding: chunked\r\n\r\n10\r\n" + half + "\r\n");
            connection.write(Integer.toHexString(ORDER.length() - 16) + "\r\n" + ORDER.substring(16) + "\r\n0\r\n\r\n");

            assertThat(connection.read().status()).isEqualTo(201);
        }
    }

    @Test
    void invitesABodyThatWaits() {
        try (RawConnection connection = rest.connect()) {
            connection.write(HEAD + "Expect: 100-continue\r\nContent-Length: " + ORDER.length() + "\r\n\r\n");
            assertThat(connection.read(false).status()).isEqualTo(100);

            assertThat(connection.write(ORDER).read().status()).isEqualTo(201);
        }
    }

    @Test
    void takesABodyOfTheLimitAndRefusesOneByteMore() {
        String padded = ORDER + " ".repeat(BodyReader.BYTES_MAX - ORDER.length());
        try (RawConnection connection = rest.connect()) {
            assertThat(connection.write(post(padded)).read().status()).isEqualTo(201);

            RawConnection.Reply reply = connection.write(post(padded + " ")).read();
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).contains("\"code\":\"INVALID_REQUEST\"").doesNotContain("details");
            assertThat(connection.write(LIVEZ).read().status()).isEqualTo(200);
        }
    }

    @Test
    void refusesALargeBodyAsSoonAsTheLimitIsPassed() {
        try (RawConnection connection = rest.connect()) {
            connection.write(HEAD + "Content-Length: 100000000\r\n\r\n");
            connection.write(" ".repeat(BodyReader.BYTES_MAX + 1));

            assertThat(connection.read().status()).isEqualTo(400);
        }
    }

    @Test
    void closesOnAClientThatSendsOnAndOn() {
        try (RawConnection connection = rest.connect()) {
            connection.write(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
                for (int i = 0; i < 2_000; i++) {
                    connection.write(chunk);
                }
            });

            assertThat(sending).failsWithin(Duration.ofSeconds(10));
        }
        assertThat(rest.get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesTheContentTypeBeforeTheBodyComes() {
        try (RawConnection connection = rest.connect()) {
            RawConnection.Reply reply = connection
                    .write("POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: "
                            + "99\r\n\r\n")
                    .read();

            assertThat(reply.status()).isEqualTo(400);
        }
    }

    @Test
    void answersRubbishWith400AndCloses() {
        for (String rubbish : new String[]{"\u0000\u0001\u0002\r\n\r\n", "GET\r\n\r\n"}) {
            try (RawConnection connection = rest.connect()) {
                RawConnection.Reply reply = connection.write(rubbish).read();

                assertThat(reply.status()).as(rubbish).isEqualTo(400);
                assertThat(connection.isClosedByPeer()).isTrue();
            }
        }
    }

    @Test
    void closesAfterAnHttp10Request() {
        try (RawConnection connection = rest.connect()) {
            assertThat(connection.write("GET /livez HTTP/1.0\r\n\r\n").read().status()).isEqualTo(200);
            assertThat(connection.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void refusesHeadsWithoutEnd() {
        try (RawConnection connection = rest.connect()) {
            RawConnection.Reply reply = connection
                    .write("GET /livez HTTP/1.1\r\nHost: x\r\n" + "X-A: b\r\n".repeat(200) + "\r\n")
                    .read();

            assertThat(reply.status()).isBetween(400, 431);
        }
    }
}
