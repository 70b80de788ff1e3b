package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.ledger.QueryLagException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `/v1/ops/ledger/…` over real sockets: what a question becomes and what its answer looks like.
class RestLedgerIT {
    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    private HttpResponse<String> ops(String path) {
        return rest.get("/v1/ops/ledger" + path, "Authorization", "Bearer " + RestFixture.OPERATOR_TOKEN);
    }

    @Test
    void asksInTheWordsOfTheQuery() {
        List<Map<String, String>> asked = new ArrayList<>();
        rest.asked = words -> {
            asked.add(words);
            return new LedgerOps.Page(List.of(), null, false);
        };

        assertThat(ops("/events?symbol=BTC%2FUSD&type=FILL,REJECTED&format=jsonl").body()).isEmpty();
        assertThat(ops("/orders?as_of=2026-11-21T10:00:00%2B01:00&limit=5").body()).isEqualTo("[]");

        assertThat(asked).containsExactly(Map.of("symbol", "BTC/USD", "type", "FILL,REJECTED"),
                Map.of("as_of", "2026-11-21T10:00:00+01:00", "limit", "5"));
    }

    @Test
    void writesRowsAndHowTheyGoOn() {
        Map<String, String> first = new LinkedHashMap<>();
        first.put("seq", "7");
        first.put("last_px", "0.10");
        rest.asked = _ -> new LedgerOps.Page(List.of(first, Map.of("seq", "8")), "e8-9-x", true);

        HttpResponse<String> array = ops("/events");
        HttpResponse<String> lines = ops("/events?format=jsonl");

        assertThat(array.body()).isEqualTo("[{\"seq\":7,\"last_px\":\"0.10\"},{\"seq\":8}]");
        assertThat(lines.body()).isEqualTo("{\"seq\":7,\"last_px\":\"0.10\"}\n{\"seq\":8}\n");
        assertThat(List.of(array, lines)).allSatisfy(answer -> {
            assertThat(answer.headers().firstValue("Fixway-Next")).hasValue("e8-9-x");
            assertThat(answer.headers().firstValue("Fixway-More")).hasValue("true");
        });
    }

    @Test
    void saysHowFarTheQuerySideIsBehind() {
        rest.asked = _ -> {
            throw new QueryLagException(42);
        };

        HttpResponse<String> late = ops("/events");

        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(RestFixture.json(late).get("details").get("lag").asLong()).isEqualTo(42);
    }

    @Test
    void keepsNoIoThreadWaitingForTheLedger() throws InterruptedException {
        CountDownLatch isAsked = new CountDownLatch(8);
        CountDownLatch goesOn = new CountDownLatch(1);
        rest.asked = _ -> {
            isAsked.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new LedgerOps.Page(List.of(), null, false);
        };
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            askers.add(Thread.ofVirtual().start(() -> ops("/events")));
        }
        isAsked.await();

        assertThat(rest.get("/livez").statusCode()).isEqualTo(200);

        goesOn.countDown();
        for (Thread asker : askers) {
            asker.join();
        }
    }

    @Test
    void asksForTheOperatorsToken() {
        for (String path : List.of("/events", "/orders?as_of=2026-11-21")) {
            assertThat(rest.get("/v1/ops/ledger" + path).statusCode()).isEqualTo(401);
        }
    }
}
