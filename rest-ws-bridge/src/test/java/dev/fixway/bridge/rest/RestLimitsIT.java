package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.domain.Answer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestLimitsIT {
    private static final String ORDER = "{\"symbol\":\"A\",\"side\":\"BUY\",\"quantity\":\"1\","
            + "\"order_type\":\"MARKET\"}";
    private static final String POST = "POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: " + ORDER.length() + "\r\n\r\n" + ORDER;
    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.engine.lookups.release();
        rest.close();
    }

    @Test
    void endsACallThatTheEngineDoesNotAnswer() {
        rest.engine.isMute = true;
        try (RawConnection first = rest.connect(); RawConnection second = rest.connect()) {
            first.write(POST);
            await().until(() -> rest.engine.commands.size() == 1);
            rest.ticker.add(Duration.ofSeconds(20));
            second.write(POST);
            await().until(() -> rest.engine.commands.size() == 2);
            rest.ticker.add(Duration.ofSeconds(5));

            RawConnection.Reply late = first.read();
            rest.engine.commands.forEach(command -> command.reply().send(new Answer.Busy()));

            assertThat(late.status()).isEqualTo(503);
            assertThat(late.body()).contains("PROVIDER_UNAVAILABLE");
            assertThat(second.read().status()).isEqualTo(429);
        }
    }

    @Test
    void readsTheLedgerForSoManyAtOnce() {
        rest.engine.lookups.acquireUninterruptibly();
        List<RawConnection> waiting = new ArrayList<>();
        for (int i = 0; i < LedgerLookups.AT_ONCE_MAX; i++) {
            waiting.add(rest.connect().write("GET /v1/orders/history HTTP/1.1\r\nHost: x\r\n\r\n"));
        }
        await().until(() -> rest.engine.lookupsUnderWay.get() == LedgerLookups.AT_ONCE_MAX);

        HttpResponse<String> oneMore = rest.get("/v1/orders/history");
        rest.engine.lookups.release();

        assertThat(oneMore.statusCode()).isEqualTo(429);
        for (RawConnection connection : waiting) {
            assertThat(connection.read().status()).isEqualTo(200);
            connection.close();
        }
        await().until(() -> rest.get("/v1/orders/history").statusCode() == 200);
    }

    @Test
    void dropsAnAnswerAfterTheServerHasStopped() {
        rest.engine.isMute = true;
        try (RawConnection connection = rest.connect()) {
            connection.write(POST);
            await().until(() -> !rest.engine.commands.isEmpty());
            rest.server.stop();

            rest.engine.commands.getFirst().reply().send(new Answer.Busy());

            assertThat(connection.isClosedByPeer()).isTrue();
        }
    }
}
