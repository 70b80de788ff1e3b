package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.domain.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestStopIT {
    private static final String ORDER = "{\"symbol\":\"A\",\"side\":\"BUY\",\"quantity\":\"1\","
            + "\"order_type\":\"MARKET\"}";
    private static final String POST = "POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: "
            + "application/json\r\nContent-Length: "
            + ORDER.length() + "\r\n\r\n" + ORDER;
    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    @Test
    void finishesWhatIsUnderWayAndTakesNoMore() {
        rest.engine.isMute = true;
        int port = rest.server.port();
        try (RawConnection waiting = rest.connect(); RawConnection idle = rest.connect()) {
            assertThat(idle.write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").read().status()).isEqualTo(200);
            waiting.write(POST);
            await().until(() -> !rest.engine.commands.isEmpty());

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(rest.server::stop);
            await().untilAsserted(
                    () -> assertThatThrownBy(() -> new RawConnection(port).close()).hasMessageContaining("refused"));
            RawConnection.Reply late = idle.write(POST).read();
            rest.engine.commands.getFirst().reply().send(new Answer.Busy());

            assertThat(late.status()).isEqualTo(503);
            assertThat(late.body()).contains("\"code\":\"SHUTTING_DOWN\"");
            assertThat(waiting.read().status()).isEqualTo(429);
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(2));
            assertThat(idle.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void waitsNoLongerThanItsGrace() {
        rest.engine.isMute = true;
        try (RawConnection waiting = rest.connect(); RawConnection half = rest.connect()) {
            waiting.write(POST);
            half.write(POST.substring(0, 40));
            await().until(() -> !rest.engine.commands.isEmpty());

            assertThat(CompletableFuture.runAsync(rest.server::stop)).succeedsWithin(Duration.ofSeconds(3));
            assertThat(waiting.isClosedByPeer()).isTrue();
            assertThat(half.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void canBeStoppedTwice() {
        rest.server.stop();
        rest.server.stop();

        assertThatThrownBy(rest.server::port).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesAPortThatIsTaken() {
        try (RestFixture other = new RestFixture()) {
            InetSocketAddress taken = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), other.server.port());
            Connections connections = new Connections(RestFixture.LIMITS, () -> 0);
            assertThatThrownBy(() -> HttpListener.open(taken, _ -> {
            }, connections)).isInstanceOf(java.io.UncheckedIOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1");
        }
    }
}
