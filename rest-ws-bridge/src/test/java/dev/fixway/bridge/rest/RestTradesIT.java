package dev.fixway.bridge.rest;

import static dev.fixway.bridge.rest.RestFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.OrderId;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /v1/trades`.
class RestTradesIT {
    private final RestFixture rest = new RestFixture();
    private String aapl = "";
    private String msft = "";

    @BeforeEach
    void trade() {
        aapl = rest.submitted("AAPL");
        rest.engine.fill(new OrderId(aapl), "4.50", "1.25");
        msft = rest.submitted("MSFT");
        rest.engine.fill(new OrderId(msft), "10", "1.5");
    }

    @AfterEach
    void stop() {
        rest.close();
    }

    @Test
    void listsExecutionsNewestFirst() {
        assertThat(ids("")).containsExactly(msft, aapl);
        assertThat(json(rest.get("/v1/trades?symbol=AAPL")).get(0)).isEqualTo(json("{'id':'" + aapl + ".3','order_id':'"
                + aapl + "','symbol':'AAPL','side':'BUY','quantity':'4.50','price':'1.25','commission':'0',"
                + "'commission_currency':'USD','is_maker':true,'timestamp':'2026-03-04T12:00:01.500Z'}"));
    }

    @Test
    void showsWhatTheFilterSays() {
        assertThat(ids("?order_id=" + aapl)).containsExactly(aapl);
        assertThat(ids("?order_id=nobody")).isEmpty();
        assertThat(ids("?symbol=aapl")).isEmpty();
        assertThat(ids("?limit=1")).containsExactly(msft);
        assertThat(ids("?limit=0")).isEmpty();
        assertThat(ids("?limit=4294967295")).hasSize(2);
        assertThat(ids("?since=2026-03-04T12:00:02.5Z")).containsExactly(msft);
        assertThat(ids("?until=2026-03-04T12:00:02.5Z")).containsExactly(aapl);
    }

    private List<String> ids(String query) {
        return json(rest.get("/v1/trades" + query)).valueStream().map(t -> t.get("order_id").asString()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=-1", "limit=", "since=yesterday", "until=2026-03-04", "symbol=A&symbol=B"})
    void refusesQueriesInPlainText(String query) {
        HttpResponse<String> answer = rest.get("/v1/trades?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("Failed to deserialize query string: ");
    }
}
