package dev.fixway.bridge.rest;

import static dev.fixway.bridge.rest.RestFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.VenuePosition;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Positions as they are shown.
class RestPositionsIT {
    private static final String AAPL = "{'id':'pos-AAPL','symbol':'AAPL','side':'LONG','quantity':'2.50',"
            + "'average_entry_price':'10.50','current_price':'11','unrealized_pnl':'0.50','realized_pnl':'0',"
            + "'opened_at':'2026-03-04T12:00:00Z','updated_at':'2026-03-04T12:00:00Z'}";

    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    @Test
    void listsThemBySymbol() {
        rest.market.positions = List.of(TestMarket.position("MSFT", Side.SELL, "1"),
                TestMarket.position("AAPL", Side.BUY, "2.50"));

        assertThat(json(rest.get("/v1/positions")).valueStream()
                .map(p -> p.get("symbol").asString() + p.get("side")
                        .asString()))
                .containsExactly("AAPLLONG", "MSFTSHORT");
        assertThat(json(rest.get("/v1/positions?symbol=AAPL"))).isEqualTo(json("[" + AAPL + "]"));
        assertThat(json(rest.get("/v1/positions?symbol=aapl"))).isEqualTo(json("[]"));
    }

    @Test
    void findsOneByIdOrSymbol() {
        rest.market.positions = List.of(TestMarket.position("AAPL", Side.BUY, "2.50"));

        assertThat(json(rest.get("/v1/positions/pos-AAPL"))).isEqualTo(json(AAPL));
        assertThat(json(rest.get("/v1/positions/AAPL"))).isEqualTo(json(AAPL));
    }

    @Test
    void saysWhichOneIsMissing() {
        HttpResponse<String> answer = rest.get("/v1/positions/pos%2FX");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer)).isEqualTo(json("{'code':'POSITION_NOT_FOUND',"
                + "'message':'Position not found: pos/X','details':{'resource':'position','id':'pos/X'}}"));
    }

    @Test
    void showsWhatIsLent() {
        rest.market.positions = List.of(new VenuePosition("7", new Symbol("BTCUSDT"), Side.BUY, Qty.of("1"),
                Price.of("50000"), Price.of("50000"), BigDecimal.ZERO, BigDecimal.ZERO,
                new VenuePosition.Margin("ISOLATED", new BigDecimal("1E+1"), Price.of("45000")), TestEngine.NOON,
                TestEngine.NOON));

        JsonNode position = json(rest.get("/v1/positions/7"));
        assertThat(position.get("margin_mode").asString()).isEqualTo("ISOLATED");
        assertThat(position.get("leverage").asString()).isEqualTo("10");
        assertThat(position.get("liquidation_price").asString()).isEqualTo("45000");
    }
}
