package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// websocket.md, chapter 12: the end of the gateway.
class StreamStopIT {
    private final RestFixture rest = new RestFixture();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        rest.close();
        client.close();
    }

    @Test
    void announcesItsEndAndClosesWith1001() {
        int port = rest.server.port();
        try (StreamPeer first = new StreamPeer(client, port, "");
                StreamPeer second = new StreamPeer(client, port, "")) {
            long startNanos = System.nanoTime();
            rest.server.stop();
            Duration taken = Duration.ofNanos(System.nanoTime() - startNanos);

            assertThat(first.told(1)).containsExactly("connection DISCONNECTING");
            assertThat(first.frames().getFirst().propertyNames()).containsExactly("type", "event", "timestamp");
            await().until(() -> first.closeCode > 0 && second.closeCode > 0);
            assertThat(first.closeCode).isEqualTo(1001);
            assertThat(first.closeReason).contains("shuts down");
            assertThat(second.closeCode).isEqualTo(1001);
            assertThat(taken).isBetween(Duration.ofMillis(500), Duration.ofMillis(1_000));
            assertThatThrownBy(() -> new RawStream(port)).hasMessageContaining("refused");
        }
    }

    @Test
    void shutsTheListenerBeforeItSaysAnything() {
        int port = rest.server.port();
        try (RawConnection idle = rest.connect(); RawStream stream = new RawStream(port)) {
            assertThat(idle.write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").read().status()).isEqualTo(200);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(rest.server::stop);

            assertThat(stream.read().text()).contains("DISCONNECTING");
            assertThatThrownBy(() -> new RawStream(port)).hasMessageContaining("refused");
            RawConnection.Reply late = idle.write(RawStream.HANDSHAKE).read();
            assertThat(late.status()).isEqualTo(503);
            RawStream.Received close = stream.read();
            assertThat(close.first()).isEqualTo(RawStream.CLOSE);
            assertThat(close.code()).isEqualTo(1001);
            stream.write(RawStream.closing(1001, ""));
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(1));
            assertThat(stream.isDropped()).isTrue();
        }
    }

    @Test
    void waitsForNobodyWhoDoesNotEcho() {
        try (RawStream _ = new RawStream(rest.server.port())) {
            assertThat(CompletableFuture.runAsync(rest.server::stop)).succeedsWithin(Duration.ofMillis(1_500));
        }
    }
}
