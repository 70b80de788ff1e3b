package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestConnectionsIT {
    private static final String LIVEZ = "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String POST = "POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    private final List<RawConnection> connections = new ArrayList<>();
    private RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        connections.forEach(RawConnection::close);
        rest.close();
    }

    private RawConnection connect() {
        RawConnection connection = rest.connect();
        connections.add(connection);
        return connection;
    }

    private void limits(int connectionsMax, int connectionsPerAddressMax) {
        rest.close();
        rest = new RestFixture(new HttpSettings.Limits(connectionsMax, connectionsPerAddressMax,
                RestFixture.LIMITS.idle(), RestFixture.LIMITS.request(), RestFixture.LIMITS.engine()));
    }

    @Test
    void servesBesideAThousandIdleConnectionsAndStopsInTime() {
        for (int i = 0; i < 1_000; i++) {
            connect();
        }
        connections.getLast().write(POST.substring(0, 30));
        connections.getFirst().write(POST + "Content-Length: 10\r\n\r\n{");

        assertThat(rest.submitted("A")).isEqualTo("TEST00000000000001");
        assertThat(rest.get("/metrics").body()).contains("fixway_http_connections 1001\n");
        assertThat(CompletableFuture.runAsync(rest.server::stop)).succeedsWithin(Duration.ofSeconds(2));
        assertThat(connections).allMatch(RawConnection::isClosedByPeer);
    }

    @Test
    void closesConnectionsOverTheLimitOfAnAddress() {
        limits(100, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(connect().write(LIVEZ).read().status()).isEqualTo(200);
        }

        assertThat(connect().isClosedByPeer()).isTrue();
        assertThat(connections.getFirst().write(LIVEZ).read().status()).isEqualTo(200);
        String metrics = connections.getFirst().write(LIVEZ.replace("livez", "metrics")).read().body();
        assertThat(metrics).contains("fixway_http_connections 3\n", "fixway_http_connections_refused_total 1\n");
        connections.getFirst().close();
        await().until(() -> rest.get("/livez").statusCode() == 200);
    }

    @Test
    void closesConnectionsOverTheLimitInAll() {
        limits(2, 100);
        connect();
        assertThat(connect().write(LIVEZ).read().status()).isEqualTo(200);

        assertThat(connect().isClosedByPeer()).isTrue();
    }

    @Test
    void closesAnIdleConnectionAfterItsTime() {
        RawConnection idle = connect();
        assertThat(idle.write(LIVEZ).read().status()).isEqualTo(200);
        assertThat(rest.get("/livez").statusCode()).isEqualTo(200);
        rest.ticker.add(Duration.ofMinutes(9));
        RawConnection young = connect();
        assertThat(young.write(LIVEZ).read().status()).isEqualTo(200);
        rest.ticker.add(Duration.ofSeconds(61));

        assertThat(idle.isClosedByPeer()).isTrue();
        assertThat(young.write(LIVEZ).read().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET /livez HTTP/1.1\r\nHost: x\r\n", POST + "Content-Length: 10\r\n\r\n",
            POST + "Content-Length: 10\r\n\r\n{\"a\"", POST + "Transfer-Encoding: chunked\r\n\r\n5\r\n{",
            LIVEZ + "GET /li", "POST /v1/nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"})
    void closesARequestThatDoesNotEnd(String request) {
        RawConnection slow = connect().write(request);
        if (request.startsWith(LIVEZ) || request.contains("nothing")) {
            slow.read();
        }
        RawConnection other = connect();
        assertThat(other.write(LIVEZ).read().status()).isEqualTo(200);
        rest.ticker.add(Duration.ofSeconds(74));
        assertThat(other.write(LIVEZ).read().status()).isEqualTo(200);
        rest.ticker.add(Duration.ofSeconds(2));

        assertThat(slow.isClosedByPeer()).isTrue();
        assertThat(other.write(LIVEZ).read().status()).isEqualTo(200);
    }

    @Test
    void closesOnAClientThatDoesNotReadItsAnswers() {
        for (int i = 0; i < 200; i++) {
            rest.submitted("A".repeat(20));
        }
        connect().write("GET /v1/orders HTTP/1.1\r\nHost: x\r\n\r\n".repeat(200));
        await().until(() -> rest.get("/metrics").body().contains("fixway_http_connections 2\n"));

        await().until(() -> {
            rest.ticker.add(Duration.ofSeconds(40));
            return rest.get("/metrics").body().contains("fixway_http_connections 1\n");
        });
    }
}
