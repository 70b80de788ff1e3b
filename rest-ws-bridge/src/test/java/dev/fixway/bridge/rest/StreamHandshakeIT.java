package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// websocket.md, chapter 1: the handshake.
class StreamHandshakeIT {
    private static final String KEY = "k".repeat(32);
    private RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    private RawConnection.Reply reply(String request) {
        try (RawConnection connection = rest.connect()) {
            return connection.write(request).read(!request.startsWith("HEAD"));
        }
    }

    @Test
    void upgradesWithoutSubProtocolAndExtension() {
        RawConnection.Reply reply = reply(RawStream.HANDSHAKE.replace("Host: x\r\n",
                String.join("\r\n", "Host: x", "Origin: http://evil.test", "Sec-WebSocket-Protocol: a, b",
                        "Sec-WebSocket-Extensions: permessage-deflate", "")));

        assertThat(reply.status()).isEqualTo(101);
        assertThat(reply.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(reply.header("Upgrade")).isEqualToIgnoringCase("websocket");
        assertThat(reply.header("Connection")).isEqualToIgnoringCase("upgrade");
        assertThat(reply.head().toLowerCase(java.util.Locale.ROOT)).doesNotContain("sec-websocket-protocol",
                "sec-websocket-extensions", "transfer-encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection: Upgrade\r\n>", "Connection: Upgrade\r\n>Connection: close\r\n",
            "Upgrade: websocket\r\n>", "Upgrade: websocket\r\n>Upgrade: h2c\r\n", "Sec-WebSocket-Version: 13\r\n>",
            "Sec-WebSocket-Version: 13\r\n>Sec-WebSocket-Version: 8\r\n",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n>"})
    void refusesABadHandshakeInPlainText(String change) {
        RawConnection.Reply reply = reply(
                RawStream.HANDSHAKE.replace(change.substring(0, change.indexOf('>')),
                        change.substring(change.indexOf('>') + 1)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(reply.body()).isNotEmpty();
    }

    @Test
    void takesAnyKeyAndQuery() {
        assertThat(reply(RawStream.HANDSHAKE.replace("dGhlIHNhbXBsZSBub25jZQ==", "x").replace("/v1/ws", "/v1/ws?a=b"))
                .status()).isEqualTo(101);
        assertThat(reply(RawStream.HANDSHAKE.replace("Connection: Upgrade", "Connection: keep-alive, Upgrade"))
                .status()).isEqualTo(101);
    }

    @Test
    void cannotUpgradeHttp10() {
        RawConnection.Reply reply = reply(RawStream.HANDSHAKE.replace("HTTP/1.1", "HTTP/1.0"));

        assertThat(reply.status()).isEqualTo(426);
        assertThat(reply.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void takesGetOnly() {
        RawConnection.Reply post = reply(RawStream.HANDSHAKE.replace("GET", "POST"));
        RawConnection.Reply head = reply(RawStream.HANDSHAKE.replace("GET", "HEAD"));

        assertThat(post.status()).isEqualTo(405);
        assertThat(post.header("Allow")).isEqualTo("GET,HEAD");
        assertThat(head.status()).isEqualTo(405);
        assertThat(head.header("Allow")).isNull();
    }

    @Test
    void refusesFramesBeforeItsAnswer() {
        byte[] early = RawStream.frame(RawStream.TEXT, "{}");
        try (RawConnection connection = rest.connect()) {
            byte[] head = RawStream.HANDSHAKE.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            byte[] both = java.util.Arrays.copyOf(head, head.length + early.length);
            System.arraycopy(early, 0, both, head.length, early.length);

            assertThat(connection.write(both).read().status()).isEqualTo(400);
        }
    }

    @Test
    void asksForTheKeyOfRest() {
        rest.close();
        rest = new RestFixture(KEY);

        assertThat(reply(RawStream.HANDSHAKE).status()).isEqualTo(401);
        assertThat(reply(RawStream.HANDSHAKE).body()).contains("\"code\":\"UNAUTHORIZED\"", "MISSING_API_KEY");
        assertThat(reply(RawStream.HANDSHAKE.replace("Host: x", "Host: x\r\nX-API-Key: " + KEY)).status())
                .isEqualTo(101);
        assertThat(reply(RawStream.HANDSHAKE.replace("Host: x", "Host: x\r\nAuthorization: Bearer " + KEY)).status())
                .isEqualTo(101);
    }

    @Test
    void servesRestAndStreamOnOnePortAndCountsClients() {
        try (RawStream _ = new RawStream(rest.server.port()); RawStream _ = new RawStream(rest.server.port())) {
            await().until(() -> rest.get("/metrics").body().contains("\ngateway_ws_connections_active 2\n"));
        }

        await().until(() -> rest.get("/metrics").body().contains("\ngateway_ws_connections_active 0\n"));
        assertThat(rest.get("/metrics").body()).contains("# TYPE gateway_ws_slow_consumer_disconnects counter\n",
                "\ngateway_ws_slow_consumer_disconnects 0\n");
    }

    @Test
    void keepsPlacesForRequests() {
        rest.close();
        rest = new RestFixture(new HttpSettings.Limits(40, 32, RestFixture.LIMITS.idle(), RestFixture.LIMITS.request(),
                RestFixture.LIMITS.engine()));
        java.util.List<RawStream> streams = new java.util.ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                streams.add(new RawStream(rest.server.port()));
            }

            assertThat(reply(RawStream.HANDSHAKE).status()).isEqualTo(503);
            assertThat(rest.get("/livez").statusCode()).isEqualTo(200);
        } finally {
            streams.forEach(RawStream::close);
        }
    }

    @Test
    void outlivesTheTimesOfRequests() {
        try (RawStream stream = new RawStream(rest.server.port())) {
            rest.ticker.add(Duration.ofHours(1));
            await().during(Duration.ofMillis(600)).until(() -> rest.stream.clients() == 1);

            assertThat(stream.write(RawStream.frame(RawStream.PING, "still here")).read().text())
                    .isEqualTo("still here");
        }
    }
}
